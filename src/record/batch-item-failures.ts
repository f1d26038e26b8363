// What a function's answer says of single records of its batch: `{ batchItemFailures: [{ itemIdentifier }] }` (SQS-6, STM-4).

import { isObject } from './recognise.js'

/**
 * The records that an answer reports as failed, or why AWS takes the whole batch for failed. No list, an empty one or
 * null, and no answer at all report nothing.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export type BatchItemFailures = { readonly ids: readonly string[] } | { readonly malformed: string }

/** Reads the parsed JSON that the function answered with. */
export function readBatchItemFailures(payload: unknown): BatchItemFailures {
  if (payload === null || payload === undefined) return { ids: [] }
  if (!isObject(payload)) {
    return { malformed: `the answer is ${kindOf(payload)}, where { batchItemFailures: […] } is expected` }
  }
  const { batchItemFailures: items } = payload
  if (items === null || items === undefined) return { ids: [] }
  if (!Array.isArray(items)) return { malformed: `batchItemFailures is ${kindOf(items)}, where a list is expected` }
  const wrong = items.map(wrongItem).find((problem) => problem !== undefined)
  if (wrong !== undefined) return { malformed: wrong }
  return { ids: (items as readonly { readonly itemIdentifier: string }[]).map((item) => item.itemIdentifier) }
}

function wrongItem(item: unknown, index: number): string | undefined {
  const where = `batchItemFailures[${index}]`
  if (!isObject(item)) return `${where} is ${kindOf(item)}, where { itemIdentifier } is expected`
  const { itemIdentifier: id } = item
  if (id === undefined) {
    const keys = Object.keys(item)
    return `${where} has no itemIdentifier${keys.length === 0 ? '' : `, but ${keys.join(', ')}`}`
  }
  if (id === '') return `${where}.itemIdentifier is empty`
  return typeof id === 'string' ? undefined : `${where}.itemIdentifier is ${kindOf(id)}`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'text'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
