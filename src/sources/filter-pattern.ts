// Event filtering: which records an event source mapping passes on, by the patterns of its filters (STM-8).

import { isPlainObject } from '../events/plain-object.js'
import { isRecord, showValue } from '../function/show-value.js'
import { LambdaServiceException } from '../invoke/exceptions.js'
import { parsedFields, parsedJson } from '../record/parsed-json.js'
import { compilePattern, PatternError } from './event-pattern.js'

/** One filter. */
export interface Filter {
  /** The pattern as AWS takes it, as JSON text of at most 4,096 characters, or the object that the text would say. */
  readonly pattern: string | Readonly<Record<string, unknown>>
}

/**
 * The filters of an event source mapping, at most five: a record passes when it matches any of them. Patterns stand
 * under `body` for messages of SQS, `data` for records of Kinesis, `dynamodb` for those of a table's stream.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export interface FilterCriteria {
  readonly filters: readonly Filter[]
}

/** The default quota of an account. */
const MOST_FILTERS = 5
const LONGEST_PATTERN = 4096

/**
 * What tells of a record, as it stands in the event of the function, whether it passes; without filters every one does.
 * Throws `InvalidParameterValueException` for patterns that AWS refuses, and a `TypeError` for what is no filter at all.
 */
export function compileFilters(criteria: FilterCriteria | undefined, where: string): (record: unknown) => boolean {
  const filters = criteria === undefined ? [] : filtersOf(criteria, where)
  const tests = filters.map(({ pattern }, index) => compileFilter(pattern, `${where}.filters[${index}].pattern`))
  return tests.length === 0 ? () => true : (record) => tests.some((test) => test(record))
}

function filtersOf(criteria: unknown, where: string): readonly Filter[] {
  const filters: unknown = isRecord(criteria) && Object.keys(criteria).join() === 'filters' ? criteria['filters'] : 0
  const legal = Array.isArray(filters) && filters.every((one) => isRecord(one) && Object.keys(one).join() === 'pattern')
  if (!legal) throw new TypeError(`${where} is ${showValue(criteria)}: it takes { filters: [{ pattern }] } (STM-8).`)
  if (filters.length <= MOST_FILTERS) return filters as readonly Filter[]
  throw new LambdaServiceException(
    'InvalidParameterValueException',
    `${where} has ${filters.length} filters: it takes at most ${MOST_FILTERS}, AWS's default quota (STM-8).`,
  )
}

function compileFilter(given: unknown, where: string): (record: unknown) => boolean {
  const pattern = patternOf(given, where)
  const body = formOf(pattern, 'body')
  if ([formOf(pattern, 'data'), formOf(pattern, 'dynamodb')].includes('text')) {
    throw invalid(where, '"data" and "dynamodb" take an object with fields of the JSON, not a list')
  }
  try {
    const test = compilePattern(pattern, 'mapping')
    const wantsData = formOf(pattern, 'data') !== undefined
    return (record) => {
      const view = viewOf(record, body, wantsData)
      return view !== undefined && test(view)
    }
  } catch (error) {
    throw error instanceof PatternError ? invalid(where, error.message) : error
  }
}

function patternOf(given: unknown, where: string): Readonly<Record<string, unknown>> {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  if (typeof text !== 'string') throw new TypeError(`${where} is ${showValue(given)}: it takes JSON text or an object.`)
  if (text.length > LONGEST_PATTERN) {
    throw invalid(where, `it has ${text.length} characters, and AWS takes at most ${LONGEST_PATTERN}`)
  }
  const pattern = parsedJson(text)
  if (isPlainObject(pattern)) return pattern
  throw invalid(where, pattern === undefined ? 'it is not JSON' : 'a pattern is a JSON object')
}

/** What AWS says, and what it does not say. */
function invalid(where: string, why: string): LambdaServiceException {
  return new LambdaServiceException(
    'InvalidParameterValueException',
    `Invalid filter pattern definition. ${where}: ${why} (STM-8).`,
  )
}

/** Whether the pattern wants fields of JSON under `key`, or a plain text; undefined where it wants nothing of it. */
function formOf(pattern: Readonly<Record<string, unknown>>, key: string): 'json' | 'text' | undefined {
  const { [key]: own, $or } = pattern
  if (own !== undefined) return Array.isArray(own) ? 'text' : 'json'
  const alternatives = Array.isArray($or) ? $or.filter(isPlainObject) : []
  return alternatives.map((one) => formOf(one, key)).find((form) => form !== undefined)
}

/**
 * The record as filters see it; undefined where it has not the form that the pattern expects, so that it is dropped.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html and with-kinesis-filtering.html, with-ddb-filtering.html
 */
function viewOf(record: unknown, body: 'json' | 'text' | undefined, wantsData: boolean): object | undefined {
  if (!isPlainObject(record)) return undefined
  if (isPlainObject(record['kinesis'])) return streamView(record, record['kinesis'], wantsData)
  if (body === undefined || typeof record['body'] !== 'string') return record
  const json = parsedFields(record['body'])
  if (body === 'text') return json === undefined ? record : undefined
  return json === undefined ? undefined : { ...record, body: json }
}

/** What Kinesis says of a record stands beside its data. */
function streamView(
  record: Readonly<Record<string, unknown>>,
  kinesis: Readonly<Record<string, unknown>>,
  wantsData: boolean,
): object | undefined {
  const data = parsedFields(Buffer.from(String(kinesis['data']), 'base64').toString())
  return wantsData && data === undefined ? undefined : { ...record, ...kinesis, data }
}
