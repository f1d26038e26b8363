// The rule that reads a function's environment variables as AWS does.

import { Buffer } from 'node:buffer'
import { QUOTAS } from './quotas.js'
import { accept, problemsOf, refuse } from './reading.js'
import type { Reading, Rule } from './reading.js'
import { keysThatSet, RESERVED_VARIABLES } from './reserved-variables.js'
import { isRecord } from './show-value.js'
import { cite, received } from './value-rules.js'

type Variables = Readonly<Record<string, string>>

// ENV-1: https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html
const NAME = /^[a-zA-Z][a-zA-Z0-9_]+$/

/** Whether a function may have a variable of that name (ENV-1). */
export function isVariableName(name: string): boolean {
  return NAME.test(name)
}

/** Reads the bare map, or AWS's wrapper with either spelling. */
export const variables: Rule<Variables> = (value, key) => {
  if (!isRecord(value)) return refuse(`${received(key, value)}: it takes variables by name, like { TABLE: 'orders' }`)
  const bare = unwrap(value)
  const names = Object.keys(bare)
  const reserved = names.filter((name) => RESERVED_VARIABLES.has(name))
  const readings = names
    .filter((name) => !RESERVED_VARIABLES.has(name))
    .map((name) => readVariable(name, bare[name], `${key}.${name}`))
  const problems = [...(reserved.length > 0 ? [reservedProblem(key, reserved)] : []), ...problemsOf(readings)]
  if (problems.length > 0) return refuse(...problems)
  return accept(Object.fromEntries(readings.flatMap((reading) => (reading.ok ? [reading.value] : []))))
}

/** What is wrong with the size of all variables together (ENV-1): Lambda measures them as one JSON text. */
export function sizeProblem(all: Variables, key: string): string | undefined {
  const quota = QUOTAS.environmentBytes
  const bytes = Buffer.byteLength(JSON.stringify(all))
  if (bytes <= quota.maximum) return undefined
  return (
    `${key} has ${bytes} bytes as JSON: all variables together take at most ${quota.maximum} ${cite(quota)}. ` +
    'Move the largest to Parameter Store, Secrets Manager or a file'
  )
}

// A variable may itself be called Variables: only an object in its place is the wrapper.
function unwrap(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const names = Object.keys(value)
  const only = names.length === 1 ? names[0] : undefined
  const inner = only === 'Variables' || only === 'variables' ? value[only] : undefined
  return isRecord(inner) ? inner : value
}

function readVariable(name: string, value: unknown, path: string): Reading<readonly [string, string]> {
  if (!isVariableName(name)) {
    const form = 'a name begins with a letter, has at least two characters, and only letters, digits and _'
    return refuse(`${path}: ${form} (ENV-1, https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html)`)
  }
  if (typeof value === 'string') return accept([name, value])
  if (value === undefined) return refuse(`${path} is undefined: leave it out, or give it a text`)
  const quoted = typeof value === 'object' ? 'JSON.stringify() it' : `write '${String(value)}'`
  return refuse(`${received(path, value)}: Lambda's variables are text, ${quoted}`)
}

// ENV-3: the first sentence is AWS's own.
function reservedProblem(key: string, reserved: readonly string[]): string {
  const keys = keysThatSet(reserved)
  const instead = keys.length > 0 ? `; instead use ${keys.join(', ')} of the config` : ''
  return (
    `${key}: Lambda was unable to configure your environment variables because the environment variables you have ` +
    'provided contains reserved keys that are currently not supported for modification. ' +
    `Reserved keys used in this request: ${reserved.join(', ')}. Lambda sets them itself (ENV-2)${instead}`
  )
}
