// Builds reports of asynchronous events for the matchers' tests.

import type { Delivery, EventReport } from '../../src/record/event-report.js'
import { failed, REQUEST_ID } from './result.js'

const arn = (service: string, name: string): string => `arn:aws:${service}:us-east-1:123456789012:${name}`

export const toQueue: Delivery = { kind: 'onFailure', arn: arn('sqs', 'failed-orders'), record: { version: '1.0' } }
export const toTopic: Delivery = { kind: 'onSuccess', arn: arn('sns', 'orders-done'), record: { responsePayload: 1 } }
export const deadLetter: Delivery = {
  kind: 'deadLetter',
  arn: arn('sqs', 'dead'),
  record: { order: 7 },
  attributes: {},
}

/** Of an event that failed twice, with nowhere to go. */
export function report(given: Partial<EventReport> = {}): EventReport {
  return { requestId: REQUEST_ID, attempts: [failed(), failed()], outcome: 'retriesExhausted', ...given }
}
