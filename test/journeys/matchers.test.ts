// The matchers on what functions really leave behind, in every form that expect knows.

import { writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { invoke, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'

const quiet: LambdaConfig = { console: 'silent' }

describe('what a function logs and measures', () => {
  const lambda = withLambda(() => import('./functions/matchers/observed.js'), quiet)

  test('is found whoever wrote it: the console, stdout, a JSON logger [LOG-13, LOG-15]', async () => {
    const result = await invoke(lambda, { id: 7 })
    expect(result).toHaveLogged('order 7 is late', 'WARN')
    expect(result).toHaveLogged(/^raw line$/)
    expect(result).toHaveLogged({ message: 'order taken', service: 'orders', order: { id: 7 } }, 'INFO')
    expect(result).not.toHaveLogged('order taken', 'ERROR')
    expect(result).not.toHaveLogged({ order: { id: 8 } })
  })

  test('is a metric where Powertools writes one', async () => {
    const result = await invoke(lambda, { id: 7 })
    expect(result).toHaveEmittedMetric('Orders', {
      value: 1,
      unit: 'Count',
      namespace: 'shop',
      dimensions: { service: 'orders' },
    })
    expect(result).not.toHaveEmittedMetric('Orders', { value: 2 })
    expect(result).not.toHaveEmittedMetric('Refunds')
  })
})

describe('every matcher', () => {
  const lambda = withLambda(async ({ does = 'answer' }: { does?: 'answer' | 'fail' | 'wait' }) => {
    console.log('order taken')
    writeFileSync('/tmp/order.json', '{}')
    if (does === 'fail') throw new TypeError('no table')
    if (does === 'wait') await sleep(60_000)
    return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{"id":1}' }
  }, quiet)

  test('tells a real answer from a real failure and a real timeout', async () => {
    const answered = await lambda.invoke({})
    const failed = await lambda.invoke({ does: 'fail' })
    const late = await lambda.invoke({ does: 'wait' })
    expect(answered).toReturn()
    expect(answered).toRespondWith({ statusCode: 200, headers: { 'content-type': /json/ }, body: { id: 1 } })
    expect(answered).not.toRespondWith({ statusCode: 404 })
    expect(answered).toHaveTmpFile('/tmp/order.json', '{}')
    expect(answered).not.toHaveTmpFile('/tmp/other.json')
    expect(answered).not.toFailWith('TypeError')
    expect(failed).toBeWarmStart()
    expect(failed).toFailWith('TypeError')
    expect(failed).toFailWith(/^no table$/)
    expect(failed).not.toFailWith('RangeError')
    expect(failed).not.toTimeOut()
    expect(late).toTimeOut()
    expect(late).toFailWith({ errorType: 'Sandbox.Timedout' })
  })

  test('can be asymmetric, negated, and awaited with resolves', async () => {
    const results = [await lambda.invoke({}), await lambda.invoke({ does: 'fail' })]
    expect(results).toEqual([expect.toRespondWith({ body: { id: 1 } }), expect.toFailWith('TypeError')])
    expect(results).toEqual([expect.not.toFailWith('TypeError'), expect.not.toReturn()])
    await expect(lambda.invoke({})).resolves.toHaveLogged('order taken')
    await expect(lambda.invoke({ does: 'wait' })).resolves.not.toReturn()
  })

  test('leaves toReturn of a spy to Vitest', () => {
    const spy = vi.fn(() => 1)
    expect(spy).not.toReturn()
    spy()
    expect(spy).toReturn()
    expect(() => expect(spy).not.toReturn()).toThrow('not be successfully called')
  })

  test('that fails shows the difference and what happened in the invocation', async () => {
    const slow = withLambda(async () => {
      console.log('order taken')
      await sleep(40)
      console.warn('low stock')
      await sleep(80)
      return { id: 1, total: 9 }
    }, quiet)
    const result = await slow.invoke()
    expect(messageOf(() => expect(result).toReturn({ id: 1, total: 10 }))).toMatchInlineSnapshot(`
      "expected the function to return {"id": 1, "total": 10}, but it returned {"id": 1, "total": 9}

      What happened in invocation 1 of its environment (new, but its code was evaluated before, by the test file):
        init    0 ms
        invoke
          +0 ms     INFO  order taken
          +40 ms    WARN  low stock
          +120 ms   answered"
    `)
  })
})

describe('a snapshot of a result', () => {
  test('is the same for every run, whatever its ids, times and durations', async () => {
    const results = []
    for (const [startsAt, waitMs] of [
      ['2026-01-31T12:00:00.000Z', 35],
      ['2027-05-05T05:05:05.000Z', 1200],
    ] as const) {
      vi.setSystemTime(startsAt)
      const lambda = withLambda(
        async (event: { id: string }, context: { awsRequestId: string }) => {
          console.log(`order ${event.id} in ${context.awsRequestId}`)
          await sleep(waitMs)
          throw new TypeError('no table')
        },
        { ...quiet, functionName: 'orders' },
      )
      results.push(await lambda.invoke({ id: 'a' }))
      vi.useRealTimers()
    }
    for (const result of results)
      expect(result).toMatchInlineSnapshot(`
        InvocationResult {
          "error": {
            "errorMessage": "no table",
            "errorType": "TypeError",
            "trace": [
              "TypeError: no table",
              "    at BufferedInvokeProcessor.lambda [as handler] (matchers.test.ts)",
            ],
          },
          "executedVersion": "$LATEST",
          "functionError": "Unhandled",
          "payload": {
            "errorMessage": "no table",
            "errorType": "TypeError",
            "trace": [
              "TypeError: no table",
              "    at BufferedInvokeProcessor.lambda [as handler] (matchers.test.ts)",
            ],
          },
          "record": InvocationRecord {
            "code": "function",
            "coldStart": true,
            "environmentId": "<environment id>",
            "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:orders",
            "initializationType": "on-demand",
            "invocationIndex": 1,
            "leaks": [],
            "logs": [
              {
                "line": "INIT_START Runtime Version: nodejs:24	Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
                "source": "platform",
              },
              {
                "line": "START RequestId: <request id> Version: $LATEST",
                "requestId": "<request id>",
                "source": "platform",
              },
              {
                "level": "INFO",
                "line": "<time>	<request id>	INFO	order a in <request id>",
                "message": "order a in <request id>",
                "requestId": "<request id>",
                "source": "application",
              },
              {
                "level": "ERROR",
                "line": "<time>	<request id>	ERROR	Invoke Error 	{"errorType":"TypeError","errorMessage":"no table","stack":["TypeError: no table","    at BufferedInvokeProcessor.lambda [as handler] (matchers.test.ts)"]}",
                "message": "Invoke Error 	{"errorType":"TypeError","errorMessage":"no table","stack":["TypeError: no table","    at BufferedInvokeProcessor.lambda [as handler] (matchers.test.ts)"]}",
                "requestId": "<request id>",
                "source": "application",
              },
              {
                "line": "END RequestId: <request id>",
                "requestId": "<request id>",
                "source": "platform",
              },
              {
                "line": "REPORT RequestId: <request id>	Duration: <ms> ms	Billed Duration: <ms> ms	Memory Size: 128 MB	Max Memory Used: <MB> MB	Init Duration: <ms> ms	",
                "requestId": "<request id>",
                "source": "platform",
              },
            ],
            "missingEnv": [],
            "outcome": "error",
            "phases": [
              {
                "durationMs": "<ms>",
                "phase": "init",
                "startedAt": "<time>",
                "status": "success",
              },
              {
                "durationMs": "<ms>",
                "phase": "invoke",
                "startedAt": "<time>",
                "status": "success",
              },
            ],
            "report": {
              "billedDurationMs": "<ms>",
              "cpuMs": "<ms>",
              "durationMs": "<ms>",
              "initDurationMs": "<ms>",
              "maxMemoryUsedMB": "<MB>",
              "memorySizeMB": 128,
            },
            "requestId": "<request id>",
            "resumed": [],
            "tmp": {
              "bytes": 0,
              "files": {},
            },
            "version": "$LATEST",
          },
          "statusCode": 200,
        }
      `)
  })
})

/** Without colours, and with places in this file alone. */
function messageOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return stripVTControlCharacters((error as Error).message)
  }
  throw new Error('the assertion did not fail')
}
