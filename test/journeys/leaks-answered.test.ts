// Requests that an invocation leaves behind: their peers are not frozen, and the answers are there at the thaw.

import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { advance, handler, type IdleOptions, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { afterEach, describe, expect, test } from 'vitest'
import { counting, type CountingServer } from '../servers/counting.js'

const quiet: LambdaConfig = { console: 'silent' }
const servers: CountingServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function web(answer: RequestListener): Promise<string> {
  const server = await counting(createServer(answer))
  servers.push(server)
  return `http://127.0.0.1:${server.port}/`
}

/** Asks, and answers before the server does; `seen` returns what has come of it. */
const outside = (isolation: 'in-process' | 'thread' = 'in-process'): Lambda<{ way: string; url?: string }, unknown> =>
  withLambda(() => import('./functions/thread/outside.js'), { ...quiet, isolation })

const atOnce: RequestListener = (_request, response) => response.end('answer')

describe.each(['in-process', 'thread'] as const)('a request left behind, %s,', (isolation) => {
  test('is answered in idle(), and goes on before the next handler is entered [FRZ-10, PIT-1]', async () => {
    const lambda = outside(isolation)
    expect(await lambda.invoke({ way: 'ask', url: await web(atOnce) })).toLeak('fetch')
    await lambda.idle('1m')
    const next = await lambda.invoke({ way: 'seen' })
    expect(next).toReturn(['answer'])
    expect(next.record.resumed).toEqual([expect.objectContaining({ kind: 'fetch', invocation: 1, ran: 'at-thaw' })])
    expect(next.record.report.durationMs).toBe(0)
    expect(await lambda.invoke({ way: 'seen' })).not.toResume()
  })

  test.each(['closed', 'reset'] as const)(
    "is answered before its peer goes, with connections: '%s' [FRZ-9, FRZ-10]",
    async (connections) => {
      const lambda = outside(isolation)
      expect(await lambda.invoke({ way: 'ask', url: await web(atOnce) })).toLeak('fetch')
      await lambda.idle('1m', { connections })
      const next = await lambda.invoke({ way: 'seen' })
      expect(next).toReturn(['answer'])
      expect(next).toResume('fetch')
      expect(next.record.connections.stale).toHaveLength(1)
    },
  )

  test.each<IdleOptions>([{}, { connections: 'closed' }, { connections: 'reset' }])(
    'is told by the invocation after it alone, with the line that it writes, %j [FRZ-7]',
    async (options) => {
      const lambda = outside(isolation)
      const asked = await lambda.invoke({ way: 'tell', url: await web(atOnce) })
      await lambda.idle('1m', options)
      const next = await lambda.invoke({ way: 'seen' })
      expect(asked).not.toHaveLogged('heard')
      expect(asked).not.toResume()
      expect(next).toHaveLogged('heard answer')
      expect(next).toResume('fetch')
      expect(next.record.logs[0]?.line).toMatch(/^START /)
      expect(await lambda.invoke({ way: 'seen' })).not.toResume()
    },
  )
})

describe('a request left behind', () => {
  test('is answered in whatever time passes, that of advance() or of another function', async () => {
    const url = await web(atOnce)
    const sleeper = withLambda(
      handler(async () => sleep(500)),
      quiet,
    )
    for (const pass of [() => advance('1m'), () => sleeper.invoke()]) {
      const lambda = outside()
      expect(await lambda.invoke({ way: 'ask', url })).toLeak('fetch')
      await pass()
      const next = await lambda.invoke({ way: 'seen' })
      expect(next).toReturn(['answer'])
      expect(next).toResume('fetch')
    }
  })

  test('is not waited for where its peer stays silent, and goes on when that speaks', async () => {
    const asked = Promise.withResolvers<ServerResponse>()
    const lambda = outside()
    const url = await web((_request, response) => asked.resolve(response))
    expect(await lambda.invoke({ way: 'ask', url })).toLeak('fetch')
    await lambda.idle('1m')
    const next = await lambda.invoke({ way: 'seen' })
    expect(next).toReturn([])
    expect(next).not.toResume()
    const response = await asked.promise
    response.end('at last')
    await once(response, 'close')
    await lambda.idle('1m')
    const later = await lambda.invoke({ way: 'seen' })
    expect(later).toReturn(['at last'])
    expect(later).toResume('fetch')
  })

  test('takes nothing of the time of the invocation that hears of it, though another only waits', async () => {
    const lambda = outside()
    const waits = withLambda(
      handler(async () => sleep(10_000, 'waited')),
      { ...quiet, timeout: 20 },
    )
    expect(await lambda.invoke({ way: 'ask', url: await web(() => undefined) })).toLeak('fetch')
    await lambda.idle('1m')
    const [next, other] = await Promise.all([lambda.invoke({ way: 'seen' }), waits.invoke()])
    expect(next).toReturn([])
    expect(next.record.report.durationMs).toBe(0)
    expect(other).toReturn('waited')
  })
})
