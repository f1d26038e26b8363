// What a failing assertion says of an error that has a cause, which Lambda's own JSON leaves out.

import { createServer } from 'node:net'
import { once } from 'node:events'
import { type InvocationResult, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { failure } from '../matchers/result.js'
import { SANDBOXES } from './twins.js'

type Name = keyof typeof import('./functions/causes/wrapped.js')

/** What a failing assertion says of what is behind the function's error. */
function explained(result: InvocationResult): readonly string[] {
  const { message } = failure(() => expect(result).toReturn())
  return message.split('\n').filter((line) => /^ *(?:caused by|one of its errors)/.test(line))
}

/** A port of this machine at which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

describe.each(SANDBOXES)('the cause of an error, %s', (isolation) => {
  const wrapped = (handler: Name, config: LambdaConfig = {}) =>
    withLambda('test/journeys/functions/causes/wrapped.' + handler, {
      console: 'silent',
      ...(isolation && { isolation }),
      ...config,
    })

  test('of a request tells the port at which nobody listens', async () => {
    const port = await closedPort()
    const result = await wrapped('fetches').invoke({ port })
    expect(result).toFailWith({ errorType: 'TypeError', errorMessage: 'fetch failed' })
    expect(explained(result)).toEqual([`  caused by Error: connect ECONNREFUSED 127.0.0.1:${port}`])
  })

  test('is told with its line, and so is its own', async () => {
    const result = await wrapped('wraps').invoke({})
    expect(explained(result)).toEqual([
      '  caused by Error: the file is broken (test/journeys/functions/causes/wrapped.ts:35:11)',
      expect.stringMatching(/^ {4}caused by SyntaxError: Expected ',' or '}'.* \(.*\/wrapped\.ts:33:17\)$/),
    ])
  })

  test('may be several errors, of which each is told', async () => {
    expect(explained(await wrapped('anyOf').invoke({}))).toEqual([
      '  one of its errors: Error: no stock (test/journeys/functions/causes/wrapped.ts:20:37)',
      '  one of its errors: TypeError: no price (test/journeys/functions/causes/wrapped.ts:20:76)',
    ])
  })

  test('of Init is told as well', async () => {
    const result = await withLambda('test/journeys/functions/causes/wrapped-init.handler', {
      console: 'silent',
      ...(isolation && { isolation }),
    }).invoke({})
    expect(explained(result)).toEqual([
      '  caused by Error: TABLE is not set (test/journeys/functions/causes/wrapped-init.ts:5:46)',
    ])
  })

  test('of an error that nobody caught is told where Lambda posts that error', async () => {
    const result = await wrapped('throwsLate', { runtime: 'nodejs22.x' }).invoke({})
    expect(explained(result)).toEqual([
      '  caused by Error: the pool is closed (test/journeys/functions/causes/wrapped.ts:24:38)',
    ])
  })

  test('of a handler that streams is told as well', async () => {
    expect(explained(await wrapped('streams').invoke({}))).toContainEqual(
      '  caused by Error: the file is broken (test/journeys/functions/causes/wrapped.ts:35:11)',
    )
  })

  test('is no part of what Lambda answers', async () => {
    const result = await wrapped('wraps').invoke({})
    expect(result).toFailWith({ errorMessage: 'order 7 could not be read' })
    expect(Object.keys(result.payload as object)).toEqual(['errorType', 'errorMessage', 'trace'])
  })
})

test('an uncaught error that prints long is told from its first line on, and to its end', async () => {
  const result = await withLambda('test/journeys/functions/causes/wrapped.throwsAtLength', {
    console: 'silent',
  }).invoke({})
  const { message } = failure(() => expect(result).toReturn())
  expect(message.replaceAll(process.cwd(), '<root>')).toMatchInlineSnapshot(`
    "expected the function to return, but it ended its process: Runtime exited with error: exit status 1

    What happened in invocation 1 of its environment (cold start):
      init    0 ms
      invoke
                  … 1 earlier log line; all are in result.record.logs
                  Error: order 7 is gone
                  | at Timeout.<anonymous> (<root>/test/journeys/functions/causes/wrapped.ts:44:25) {
                  field0: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
                  field1: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
                  … 11 more; all are in result.record.logs
                  field13: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
                  field14: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
                  field15: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
                  field16: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
                  field17: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
                  field18: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
                  field19: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
                  }
        +1 ms     the process ended: Runtime exited with error: exit status 1"
  `)
})
