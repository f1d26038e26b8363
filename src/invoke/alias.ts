// Where an alias routes to: one version, or two with a weight for the second (CP-6).

import { nearest } from '../function/nearest.js'
import { isRecord, showValue } from '../function/show-value.js'
import { LambdaServiceException } from './exceptions.js'

/** The version that is not published yet. */
export const LATEST = '$LATEST'

/**
 * Where an alias routes to.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html
 */
export interface AliasOptions {
  /** A published version, such as `'1'`, or `'$LATEST'`, which cannot be weighted. */
  readonly functionVersion: string
  /** One other version and its share of the requests, 0 to 1: `{ '2': 0.05 }`. Default: none. */
  readonly additionalVersionWeights?: Readonly<Record<string, number>>
  /** Environments that are initialised ahead; not for `$LATEST` (CON-4). Default: none. */
  readonly provisionedConcurrentExecutions?: number
}

/** The same with every default filled in. */
export interface AliasRouting {
  readonly functionVersion: string
  readonly additionalVersionWeights: Readonly<Record<string, number>>
  readonly provisionedConcurrentExecutions: number
}

const KEYS = ['functionVersion', 'additionalVersionWeights', 'provisionedConcurrentExecutions'] as const

/** Source: https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html (Name) */
const NAME = /^(?!\d+$)[a-zA-Z0-9-_]{1,128}$/

/** Throws what AWS throws for a name that an alias cannot have. */
export function aliasName(name: unknown): asserts name is string {
  if (typeof name === 'string' && NAME.test(name)) return
  throw invalid(
    `the alias name is ${showValue(name)}: it takes 1 to 128 letters, digits, - or _, and is no number, which means a version`,
  )
}

/** Reads where the alias `name` is to route; what is not given stays as `before`. */
export function readRouting(name: string, given: unknown, before?: AliasRouting): AliasRouting {
  if (!isRecord(given)) throw invalid(`alias '${name}' takes { functionVersion, … }, not ${showValue(given)}`)
  for (const key of Object.keys(given)) {
    if (KEYS.some((known) => known === key)) continue
    const meant = nearest(key, KEYS)
    throw invalid(`alias '${name}' has no ${key}: ${meant ? `did you mean ${meant}?` : `it takes ${KEYS.join(', ')}`}`)
  }
  const functionVersion = given['functionVersion'] ?? before?.functionVersion
  if (typeof functionVersion !== 'string' || !/^(\$LATEST|\d+)$/.test(functionVersion)) {
    throw invalid(
      `alias '${name}': functionVersion is ${showValue(functionVersion)}: it takes a version, such as '1' or '$LATEST'; ` +
        'an alias cannot route to an alias',
    )
  }
  const weights = given['additionalVersionWeights'] ?? before?.additionalVersionWeights
  const provisioned = given['provisionedConcurrentExecutions'] ?? before?.provisionedConcurrentExecutions
  const routing = { functionVersion, additionalVersionWeights: readWeights(name, functionVersion, weights ?? {}) }
  return { ...routing, provisionedConcurrentExecutions: readProvisioned(name, functionVersion, provisioned ?? 0) }
}

function readWeights(name: string, version: string, given: unknown): Readonly<Record<string, number>> {
  const weights = isRecord(given) ? Object.entries(given) : undefined
  const where = `alias '${name}': additionalVersionWeights is ${showValue(given)}`
  if (!weights) throw invalid(`${where}: it takes { version: weight }, such as { '2': 0.05 }`)
  if (weights.length === 0) return {}
  const [[other = '', weight] = [], ...more] = weights
  if (more.length > 0) throw invalid(`${where}: an alias routes to at most two versions, so it takes one version`)
  if (!/^\d+$/.test(other) || version === LATEST) throw invalid(`${where}: only published versions can be weighted`)
  if (other === version) {
    throw invalid(`${where}: version ${other} is the alias's own: it takes another one, or {} for none`)
  }
  if (typeof weight !== 'number' || !(weight >= 0 && weight <= 1)) throw invalid(`${where}: a weight is from 0 to 1`)
  return { [other]: weight }
}

function readProvisioned(name: string, version: string, given: unknown): number {
  const where = `alias '${name}': provisionedConcurrentExecutions is ${showValue(given)}`
  if (!Number.isInteger(given) || (given as number) < 0) throw invalid(`${where}: it takes a whole number, 1 or more`)
  if (version === LATEST && given !== 0) {
    throw invalid(`${where}, but the alias routes to $LATEST, which cannot have any: publish a version first (CON-4)`)
  }
  return given as number
}

/** The versions that requests may go to. */
export function versionsOf({ functionVersion, additionalVersionWeights }: AliasRouting): readonly string[] {
  return [functionVersion, ...Object.keys(additionalVersionWeights)]
}

/** Which version one request goes to. */
export function chooseVersion(routing: AliasRouting, random: () => number): string {
  const [other] = Object.entries(routing.additionalVersionWeights)
  // Chance is only asked where there is a choice: it is what a failing test is told about.
  return other && random() < other[1] ? other[0] : routing.functionVersion
}

/** How many environments each version has initialised ahead, where it has any: an alias spreads its own by its weights (CON-4). */
export function provisionedByVersion(aliases: Iterable<AliasRouting>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const add = (version: string, count: number): void => {
    if (count > 0) counts.set(version, (counts.get(version) ?? 0) + count)
  }
  for (const { functionVersion, additionalVersionWeights, provisionedConcurrentExecutions: all } of aliases) {
    const [[other, weight] = [functionVersion, 0]] = Object.entries(additionalVersionWeights)
    const share = Math.round(all * weight)
    add(functionVersion, all - share)
    add(other, share)
  }
  return counts
}

function invalid(message: string): LambdaServiceException {
  return new LambdaServiceException('InvalidParameterValueException', message)
}
