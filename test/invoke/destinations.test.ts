import { describe, expect, test } from 'vitest'
import { deliveries, type EndedEvent } from '../../src/invoke/destinations.js'
import { answered, failed, STARTED_AT } from '../matchers/result.js'

const ON_SUCCESS = 'arn:aws:sns:us-east-1:123456789012:orders-done'
const ON_FAILURE = 'arn:aws:events:us-east-1:123456789012:event-bus/failures'
const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead-orders'
const ALL = { onSuccess: ON_SUCCESS, onFailure: ON_FAILURE, deadLetter: DEAD }

function ended(given: Partial<EndedEvent>): EndedEvent {
  return {
    requestId: 'id-1',
    qualifiedArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders:live',
    payload: '{"order":7}',
    outcome: 'succeeded',
    attempts: [answered('done')],
    endedAt: STARTED_AT,
    ...given,
  }
}

describe('an event that succeeded', () => {
  test('is recorded at the destination for successes, and nowhere else [ASY-6, ASY-10]', () => {
    expect(deliveries(ended({ attempts: [failed(), answered('done')] }), ALL)).toEqual({
      destination: {
        kind: 'onSuccess',
        arn: ON_SUCCESS,
        record: {
          version: '1.0',
          timestamp: '2026-01-01T12:00:00.000Z',
          requestContext: {
            requestId: 'id-1',
            functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders:live',
            condition: 'Success',
            approximateInvokeCount: 2,
          },
          requestPayload: { order: 7 },
          responseContext: { statusCode: 200, executedVersion: '$LATEST' },
          responsePayload: 'done',
        },
      },
    })
  })

  test('leaves no trace without one [ASY-10]', () => {
    expect(deliveries(ended({}), { onFailure: ON_FAILURE, deadLetter: DEAD })).toEqual({})
  })

  test.each([[undefined], [null]])('has null for the answer %s, as JSON has it [ASY-6]', (payload) => {
    const { destination } = deliveries(ended({ attempts: [answered<unknown>(payload)] }), ALL)
    expect(JSON.parse(JSON.stringify(destination?.record))).toMatchObject({ responsePayload: null })
  })
})

describe('an event that failed', () => {
  const failure = ended({ outcome: 'retriesExhausted', attempts: [failed(), failed({ errorMessage: 'the last' })] })

  test('is recorded with the last error, and the event itself is a dead letter: both get it [ASY-6, ASY-8]', () => {
    const { destination, deadLetter } = deliveries(failure, ALL)
    expect(destination).toMatchObject({
      kind: 'onFailure',
      arn: ON_FAILURE,
      record: {
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { errorType: 'TypeError', errorMessage: 'the last' },
      },
    })
    expect(deadLetter).toEqual({
      kind: 'deadLetter',
      arn: DEAD,
      record: { order: 7 },
      attributes: { RequestID: 'id-1', ErrorCode: '200', ErrorMessage: 'the last' },
    })
  })

  test.each([
    [{ onFailure: ON_FAILURE }, ['destination']],
    [{ deadLetter: DEAD }, ['deadLetter']],
    [{ onSuccess: ON_SUCCESS }, []],
    [{}, []],
  ])('goes where there is something for it: %j [ASY-6, ASY-8]', (destinations, kinds) => {
    expect(Object.keys(deliveries(failure, destinations))).toEqual(kinds)
  })

  test.each([
    ['x'.repeat(2_000), 'x'.repeat(1_024)],
    ['x' + 'é'.repeat(1_000), 'x' + 'é'.repeat(511)],
    ['\uFEFFno table', '\uFEFFno table'],
  ])(
    'tells the first kilobyte of its error to the dead-letter queue, in whole characters: %# [ASY-8]',
    (errorMessage, told) => {
      const long = ended({ outcome: 'retriesExhausted', attempts: [failed({ errorMessage })] })
      expect(deliveries(long, ALL).deadLetter?.attributes?.['ErrorMessage']).toBe(told)
    },
  )

  test('never ran: its record has no response, and its dead letter says why [ASY-4, ASY-5, ASY-8]', () => {
    const never = ended({ outcome: 'eventAgeExceeded', attempts: [], refusal: 'Rate Exceeded.' })
    const { destination, deadLetter } = deliveries(never, ALL)
    expect(destination?.record).toEqual({
      version: '1.0',
      timestamp: '2026-01-01T12:00:00.000Z',
      requestContext: {
        requestId: 'id-1',
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders:live',
        condition: 'EventAgeExceeded',
        approximateInvokeCount: 0,
      },
      requestPayload: { order: 7 },
    })
    expect(deadLetter?.attributes).toEqual({ RequestID: 'id-1', ErrorCode: '429', ErrorMessage: 'Rate Exceeded.' })
  })

  test('waited too long to run at all, throttled never: nothing is left to say of the error [ASY-4]', () => {
    const { deadLetter } = deliveries(ended({ outcome: 'eventAgeExceeded', attempts: [] }), ALL)
    expect(deadLetter?.attributes?.['ErrorMessage']).toBe('')
  })
})
