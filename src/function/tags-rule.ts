// The rule that reads a function's tags (LIM-6).

import { QUOTAS } from './quotas.js'
import { accept, problemsOf, refuse } from './reading.js'
import type { Rule } from './reading.js'
import { isRecord } from './show-value.js'
import { cite, received, text } from './value-rules.js'

// https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html
const CHARACTERS = {
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  form: 'letters, digits, blanks and _ . : / = + - @ (LIM-6)',
}

export const tags: Rule<Readonly<Record<string, string>>> = (value, key) => {
  if (!isRecord(value)) return refuse(`${received(key, value)}: it takes tags by name, like { team: 'orders' }`)
  const entries = Object.entries(value)
  const quota = QUOTAS.tags
  if (entries.length > quota.maximum) {
    return refuse(`${key} has ${entries.length} tags: it takes at most ${quota.maximum} ${cite(quota)}`)
  }
  const problems = problemsOf(
    entries.flatMap(([name, tag]) => [
      readKey(name, `the key '${name}' of ${key}`),
      text(QUOTAS.tagValue, CHARACTERS)(tag, `${key}.${name}`),
    ]),
  )
  if (problems.length > 0) return refuse(...problems)
  return accept(Object.fromEntries(entries.flatMap(([name, tag]) => (typeof tag === 'string' ? [[name, tag]] : []))))
}

const readKey: Rule<string> = (name, path) =>
  typeof name === 'string' && /^aws:/i.test(name)
    ? refuse(`${path} begins with aws:, which is reserved for AWS (LIM-6)`)
    : text(QUOTAS.tagKey, CHARACTERS)(name, path)
