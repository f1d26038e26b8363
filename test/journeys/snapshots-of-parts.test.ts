import { handler, invoke, type InvocationResult, withLambda } from 'vitest-lambda'
import { expect, test, vi } from 'vitest'

/** An invocation that logs, and then runs into its timeout, in a year of its own. */
async function timedOut(startsAt: string): Promise<InvocationResult> {
  vi.setSystemTime(startsAt)
  const lambda = withLambda(
    handler((_event: unknown, context: { awsRequestId: string }) => {
      console.log(`order of ${context.awsRequestId}`)
      return new Promise((resolve) => void setTimeout(resolve, 60_000))
    }),
    { functionName: 'orders', console: 'silent', timeout: 2 },
  )
  const result = await invoke(lambda)
  vi.useRealTimers()
  expect(result).toTimeOut()
  return result
}

const years = ['2026-01-31T12:00:00.000Z', '2027-05-05T05:05:05.000Z']

test.for(years)('the error of a result is printed the same in each run (%s)', async (year) => {
  expect((await timedOut(year)).error).toMatchInlineSnapshot(`
    {
      "errorMessage": "RequestId: <request id> Error: Task timed out after 2.00 seconds",
      "errorType": "Sandbox.Timedout",
    }
  `)
})

test.for(years)('the log of a record is printed the same in each run (%s)', async (year) => {
  expect((await timedOut(year)).record.logs).toMatchInlineSnapshot(`
    [
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
        "line": "<time>	<request id>	INFO	order of <request id>",
        "message": "order of <request id>",
        "requestId": "<request id>",
        "source": "application",
      },
      {
        "line": "END RequestId: <request id>",
        "requestId": "<request id>",
        "source": "platform",
      },
      {
        "line": "REPORT RequestId: <request id>	Duration: <ms> ms	Billed Duration: <ms> ms	Memory Size: 128 MB	Max Memory Used: <MB> MB	Init Duration: <ms> ms	Status: timeout",
        "requestId": "<request id>",
        "source": "platform",
      },
    ]
  `)
})

test.for(years)('the report of a record is printed the same in each run (%s)', async (year) => {
  expect((await timedOut(year)).record.report).toMatchInlineSnapshot(`
    {
      "billedDurationMs": "<ms>",
      "cpuMs": "<ms>",
      "durationMs": "<ms>",
      "initDurationMs": "<ms>",
      "maxMemoryUsedMB": "<MB>",
      "memorySizeMB": 128,
    }
  `)
})

test('a trace is printed with the names of its files, as in a whole result', async () => {
  const lambda = withLambda(
    handler(() => {
      throw new TypeError('no table')
    }),
    { console: 'silent' },
  )
  expect((await invoke(lambda)).error).toMatchInlineSnapshot(`
    {
      "errorMessage": "no table",
      "errorType": "TypeError",
      "trace": [
        "TypeError: no table",
        "    at BufferedInvokeProcessor.handler (snapshots-of-parts.test.ts)",
      ],
    }
  `)
})

test('what only resembles a part is left to Vitest', () => {
  expect({ errorType: 'x', errorMessage: '/a/b.ts:1:2', status: 1 }).toMatchInlineSnapshot(`
    {
      "errorMessage": "/a/b.ts:1:2",
      "errorType": "x",
      "status": 1,
    }
  `)
  expect({ line: '2026-01-31T12:00:00.000Z', source: 'a book' }).toMatchInlineSnapshot(`
    {
      "line": "2026-01-31T12:00:00.000Z",
      "source": "a book",
    }
  `)
})
