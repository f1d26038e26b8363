// What a record says of connections where there are none, several, or the invocation does not end well.

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { handler, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { counting, type CountingServer } from '../servers/counting.js'
import { lineServer } from '../servers/lines.js'

type Answer = (error: unknown, result: unknown) => void

const quiet: LambdaConfig = { console: 'silent', timeout: 5 }
let lines: CountingServer

beforeAll(async () => {
  lines = await lineServer()
})

afterAll(() => lines.close())

function open(port: number = lines.port, host = '127.0.0.1'): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => resolve(socket))
    socket.on('error', reject)
  })
}

function doing(run: () => Promise<unknown>): Lambda {
  return withLambda(handler(run), quiet) as Lambda
}

describe('a function without sockets', () => {
  test('whose client is mocked has no connections, and the matchers say so with and without .not', async () => {
    const dynamo = mockClient(DynamoDBClient)
    onTestFinished(() => dynamo.restore())
    dynamo.on(GetItemCommand).resolves({ Item: { id: { S: '1' } } })
    const result = await withLambda(() => import('./functions/connections/sdk.js'), quiet).invoke()
    expect(result).toReturn({ id: { S: '1' } })
    expect(result.record.connections).toEqual({ opened: [], reused: [], stale: [], blocked: [] })
    const text = /has nothing to judge: the invocation used no connection at all\nA mocked client \(vi\.mock, aws-sdk/
    expect(() => expect(result).toOpenConnections()).toThrow(text)
    expect(() => expect(result).not.toOpenConnections()).toThrow(text)
    expect(() => expect(result).toReuseConnections()).toThrow(text)
    expect(() => expect(result).not.toReuseConnections()).toThrow(text)
  })

  test('because nobody listens has opened none', async () => {
    const closed = await lineServer()
    await closed.close()
    const result = await doing(async () => open(closed.port).catch((error: Error) => error.message)).invoke()
    expect(result.payload).toMatch(/^connect ECONNREFUSED/)
    expect(result.record.connections.opened).toEqual([])
  })

  test('because it may not leave the machine has opened none', async () => {
    const result = await doing(async () => open(80, '203.0.113.1').catch((error: Error) => error.message)).invoke()
    expect(result.payload).toMatch(/blocked/)
    expect(result.record.connections.opened).toEqual([])
  })
})

describe('the record of an invocation', () => {
  test('has the place of each request that fetch opened a connection for, also of those with a body', async () => {
    const web = await counting(createServer((_request, response) => response.end()))
    onTestFinished(() => web.close())
    const environment = { URL: `http://127.0.0.1:${web.port}/` }
    const result = await withLambda(() => import('./functions/connections/bodies.js'), { environment }).invoke()
    const file = 'test/journeys/functions/connections/bodies.ts'
    expect(result).toReturn()
    // The one without a body connects at once, all others a moment later.
    expect(result.record.connections.opened.map(({ at }) => at?.replace(/:\d+$/, ''))).toEqual([
      `${file}:8`,
      `${file}:6`,
      `${file}:7`,
      `${file}:9`,
    ])
  })

  test('that ran into its timeout has the connections it opened, and its environment loses them [RST-1]', async () => {
    const lambda = doing(async () => {
      await open()
      await sleep(10_000)
    })
    const result = await lambda.invoke()
    expect(result).toTimeOut()
    expect(result).toOpenConnections(1)
    await expect.poll(() => lines.open).toBe(0)
  })

  test('that ended its process has them, and the process loses them [ERR-11]', async () => {
    const lambda = doing(async () => {
      await open()
      process.exit(3)
    })
    const result = await lambda.invoke()
    expect(result).toFailWith('Runtime.ExitError')
    expect(result).toOpenConnections(1)
    await expect.poll(() => lines.open).toBe(0)
  })

  test('has each of several connections', async () => {
    const result = await doing(async () => (await Promise.all([open(), open(), open()])).length).invoke()
    expect(result).toOpenConnections(3)
  })

  test('has those alone of its own environment', async () => {
    const lambda = doing(async () => open().then(() => 'opened'))
    const results = await Promise.all([lambda.invoke(), lambda.invoke(), lambda.invoke()])
    for (const result of results) expect(result).toOpenConnections(1)
  })

  test('has what an invocation left connecting in the record in which it connected', async () => {
    let socket: Socket | undefined
    const lambda = doing(async () => void (socket ??= connect(lines.port, '127.0.0.1')))
    const first = await lambda.invoke()
    await expect.poll(() => socket?.connecting).toBe(false)
    const second = await lambda.invoke()
    const counts = [first, second].map(({ record }) => record.connections.opened.length)
    expect(counts.toSorted()).toEqual([0, 1])
  })

  test('is plain data that does not change', async () => {
    const { record } = await doing(async () => open().then(() => 'opened')).invoke()
    expect(JSON.parse(JSON.stringify(record.connections))).toEqual(record.connections)
    expect(Object.isFrozen(record.connections.opened)).toBe(true)
  })
})

test('the sockets of a test are gone with its environments', async () => {
  await using lambda = doing(async () => open().then(() => 'opened'))
  await lambda.invoke()
  await expect.poll(() => lines.open).toBe(1)
  await lambda[Symbol.asyncDispose]()
  await expect.poll(() => lines.open).toBe(0)
})

test('a socket that an ended environment opens afterwards is ended too', async () => {
  let again: Promise<unknown> = Promise.resolve()
  const lambda = doing(async () => {
    const socket = await open()
    again = new Promise((resolve) => {
      socket.on('close', () => connect(lines.port, '127.0.0.1').on('close', resolve))
    })
  })
  await lambda.invoke()
  await lambda.recycle()
  await again
  await expect.poll(() => lines.open).toBe(0)
})

function messageOf(assert: () => unknown): string {
  try {
    assert()
    return 'it passed'
  } catch (error) {
    return (error as Error).message
  }
}

describe('a connection that stays open, on nodejs22.x', () => {
  /** Answers by callback over a connection that its module keeps. */
  const keeping = (waits: boolean): Lambda =>
    withLambda(
      handler((_event: unknown, context: { callbackWaitsForEmptyEventLoop: boolean }, callback: Answer) => {
        context.callbackWaitsForEmptyEventLoop = waits
        connect(lines.port, '127.0.0.1', () => callback(null, 'stored'))
      }),
      { ...quiet, timeout: 1, runtime: 'nodejs22.x' },
    ) as Lambda

  test('holds the answer of a callback until the timeout, and the failure names it [CB-1, PIT-7]', async () => {
    const result = await keeping(true).invoke()
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual([`open socket to 127.0.0.1:${lines.port}`])
    const place = /\(test\/journeys\/connections-records\.test\.ts:\d+:\d+\)/
    const message = messageOf(() => expect(result).toReturn('stored')).replaceAll(String(lines.port), '<port>')
    expect(message.replace(place, '(<its line>)')).toMatchInlineSnapshot(`
      "expected the function to return "stored", but it timed out after 1 s

      What happened in invocation 1 of its environment (new, but its code was evaluated before, by the test file):
        init    0 ms
          +0 ms     WARN  AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. You will need to upda…
        invoke
                    opened 127.0.0.1:<port> (<its line>)
          +1 s      timed out, waiting for open socket to 127.0.0.1:<port>"
    `)
  })

  test('holds nothing up where callbackWaitsForEmptyEventLoop is false [CB-2]', async () => {
    const lambda = keeping(false)
    expect(await lambda.invoke()).toReturn('stored')
    expect(await lambda.invoke()).toBeWarmStart()
  })
})
