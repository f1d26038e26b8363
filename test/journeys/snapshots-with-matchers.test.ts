// Snapshots with property matchers: what is another in each run is told by what it is.

import { type FunctionError, invoke, type InvocationResult, withLambda } from 'vitest-lambda'
import { expect, test, vi } from 'vitest'
import type { Order } from './functions/snapshots/orders.js'

const orders = withLambda(() => import('./functions/snapshots/orders.js'), {
  functionName: 'orders',
  console: 'silent',
})

const order = (fails = false): Promise<InvocationResult<Order>> => invoke(orders, { fails })

const text = expect.any(String) as string
const anything = expect.anything() as never

test('a time in the payload', async () => {
  const record = { logs: anything, phases: anything, report: anything, tmp: anything }
  expect(await order()).toMatchInlineSnapshot(
    { payload: { at: text }, record },
    `
    InvocationResult {
      "executedVersion": "$LATEST",
      "payload": {
        "at": Any<String>,
        "lines": [
          1,
          2,
        ],
        "requestId": "<request id>",
      },
      "record": InvocationRecord {
        "code": "module",
        "coldStart": true,
        "environmentId": "<environment id>",
        "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:orders",
        "initializationType": "on-demand",
        "invocationIndex": 1,
        "leaks": [],
        "logs": Anything,
        "missingEnv": [],
        "outcome": "response",
        "phases": Anything,
        "report": Anything,
        "requestId": "<request id>",
        "resumed": [],
        "tmp": Anything,
        "version": "$LATEST",
      },
      "statusCode": 200,
    }
  `,
  )
})

test.for(['first', 'second'])(
  "a time in the payload is the test's own, and may be set instead: the %s run",
  async () => {
    vi.setSystemTime('2026-03-02T16:50:00Z')
    const { payload } = await order()
    vi.useRealTimers()
    expect({ payload }).toMatchInlineSnapshot(
      { payload: { requestId: text } },
      `
    {
      "payload": {
        "at": "2026-03-02T16:50:00.000Z",
        "lines": [
          1,
          2,
        ],
        "requestId": Any<String>,
      },
    }
  `,
    )
  },
)

test('a whole part of a result', async () => {
  expect(await order()).toMatchInlineSnapshot(
    { payload: anything, record: anything },
    `
    InvocationResult {
      "executedVersion": "$LATEST",
      "payload": Anything,
      "record": Anything,
      "statusCode": 200,
    }
  `,
  )
})

test('a time in the message of an error', async () => {
  const { error, payload } = await order(true)
  expect(error as FunctionError).toMatchInlineSnapshot(
    { errorMessage: text, trace: [text, text] },
    `
    {
      "errorMessage": Any<String>,
      "errorType": "RangeError",
      "trace": [
        Any<String>,
        Any<String>,
      ],
    }
  `,
  )
  expect<object>(payload).toMatchInlineSnapshot(
    { errorMessage: text, trace: anything },
    `
    {
      "errorMessage": Any<String>,
      "errorType": "RangeError",
      "trace": Anything,
    }
  `,
  )
  expect(await order(true)).toMatchInlineSnapshot(
    { payload: anything, error: { errorMessage: text, trace: anything }, record: anything },
    `
    InvocationResult {
      "error": {
        "errorMessage": Any<String>,
        "errorType": "RangeError",
        "trace": Anything,
      },
      "executedVersion": "$LATEST",
      "functionError": "Unhandled",
      "payload": Anything,
      "record": Anything,
      "statusCode": 200,
    }
  `,
  )
})

test('a time in the log', async () => {
  const { record } = await order()
  expect(record.logs[2]).toMatchInlineSnapshot(
    { line: text, message: text },
    `
    {
      "level": "INFO",
      "line": Any<String>,
      "message": Any<String>,
      "requestId": "<request id>",
      "source": "application",
    }
  `,
  )
})

test('all that a report measures', async () => {
  const { record } = await order()
  expect(record.report).toMatchInlineSnapshot(
    {
      durationMs: anything,
      billedDurationMs: anything,
      maxMemoryUsedMB: anything,
      memorySizeMB: anything,
      cpuMs: anything,
    },
    `
    {
      "billedDurationMs": Anything,
      "cpuMs": Anything,
      "durationMs": Anything,
      "initDurationMs": "<ms>",
      "maxMemoryUsedMB": Anything,
      "memorySizeMB": Anything,
    }
  `,
  )
})
