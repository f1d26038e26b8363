// What the options of all event source mappings have in common: settings of queues and streams, and how wrong ones are refused.

import type { Quota } from '../function/quotas.js'
import { accept, refuse, type Rule } from '../function/reading.js'
import { cite, list, oneOf, received } from '../function/value-rules.js'
import { LambdaServiceException } from '../invoke/exceptions.js'
import type { FilterCriteria } from './filter-pattern.js'

/** Source of names, units and ranges. */
export const MAPPING = 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html'

/** A number of any size: which AWS takes, `checkRange()` asks afterwards. */
export const aNumber: Rule<number> = (value, key) =>
  typeof value === 'number' ? accept(value) : refuse(`${received(key, value)}: it takes a number`)

/** Settings of queues and streams alike; `filterCriteria` is read by what compiles it. */
export const COMMON_RULES: {
  readonly batchSize: Rule<number>
  readonly maximumBatchingWindowInSeconds: Rule<number>
  readonly functionResponseTypes: Rule<readonly 'ReportBatchItemFailures'[]>
  readonly filterCriteria: Rule<FilterCriteria>
} = {
  batchSize: aNumber,
  maximumBatchingWindowInSeconds: aNumber,
  functionResponseTypes: list(oneOf('ReportBatchItemFailures'), 'response types'),
  filterCriteria: (value) => accept(value as FilterCriteria),
}

/** Throws what the service answers to a number out of its range; `note` says what is not in the quota. */
export function checkRange(where: string, key: string, value: number | undefined, quota: Quota, note = ''): void {
  const { minimum, maximum, unit } = quota
  if (value === undefined || (Number.isInteger(value) && value >= minimum && value <= maximum)) return
  const range = `a whole number of ${unit} from ${minimum} to ${maximum}${note}`
  throw refusedMapping(`${where}: ${key} is ${value}: it takes ${range} ${cite(quota)}.`)
}

/** What the service answers when a mapping cannot be created. */
export function refusedMapping(problem: string): LambdaServiceException {
  return new LambdaServiceException('InvalidParameterValueException', problem)
}
