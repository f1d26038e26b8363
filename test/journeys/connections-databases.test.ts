// Database drivers and their connections, against real servers where this machine has them.

import { type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Listening } from '../conformance/leaks/support/listening.js'
import { postgresBinaries, postgresServer } from '../conformance/leaks/support/postgres.js'
import { redisServer } from '../servers/redis.js'

const binaries = postgresBinaries()
const without = binaries === undefined ? ' (skipped: PostgreSQL is not installed)' : ''
const config = (environment: Record<string, string>): LambdaConfig => ({ environment, console: 'silent', timeout: 10 })

describe.skipIf(binaries === undefined)(`PostgreSQL${without}`, { timeout: 30_000 }, () => {
  let server: Listening
  let client: Lambda
  let pool: Lambda

  beforeAll(async () => {
    server = await postgresServer(String(binaries))
    const settings = config({ DATABASE_URL: `postgres://app@127.0.0.1:${server.port}/postgres` })
    client = withLambda(() => import('./functions/connections/pg-client.js'), settings)
    pool = withLambda(() => import('./functions/connections/pg-pool.js'), settings)
  }, 30_000)

  afterAll(() => server.close())

  test('a client that connects during Init has its connection in the record of the cold start', async () => {
    const cold = await client.invoke({})
    const at = expect.stringMatching(/^test\/journeys\/functions\/connections\/pg-client\.ts:\d+:\d+$/)
    expect(cold).toReturn(1)
    expect(cold.record.connections.opened).toEqual([{ target: `127.0.0.1:${server.port}`, at }])
    expect(await client.invoke({})).toReuseConnections(1)
  })

  test('a client that does not reconnect fails after a long freeze [FRZ-9, PIT-6]', async () => {
    await client.invoke({})
    await client.idle('10m', { connections: 'reset' })
    const stale = await client.invoke({})
    expect(stale).toFailWith({ errorMessage: 'read ECONNRESET' })
    expect(stale).not.toOpenConnections()
    expect(stale.record.connections.stale).toHaveLength(1)
  })

  test('a client that reconnects can be proven to [FRZ-9]', async () => {
    await client.invoke({})
    await client.idle('10m', { connections: 'reset' })
    const reconnected = await client.invoke({ reconnect: true })
    expect(reconnected).toReturn(1)
    expect(reconnected).toOpenConnections(1)
    await client.idle('10m')
    expect(await client.invoke({})).toReuseConnections(1)
  })

  test('a pool uses its connection again, and takes another for one that its server has closed [FRZ-9]', async () => {
    expect(await pool.invoke()).toOpenConnections(1)
    expect(await pool.invoke()).toReuseConnections(1)
    await pool.idle('10m', { connections: 'closed' })
    const next = await pool.invoke()
    expect(next).toReturn(1)
    expect(next).toOpenConnections(1)
    expect(next.record.connections.stale).toHaveLength(1)
  })

  test('a pool hands out a connection that was reset, once [FRZ-9, PIT-6]', async () => {
    await pool.invoke()
    await pool.idle('5s', { connections: 'reset' })
    expect(await pool.invoke()).toFailWith(/ECONNRESET/)
    expect(await pool.invoke()).toOpenConnections(1)
  })

  test('a pool ends by itself, at the thaw, what has been idle for longer than it allows [FRZ-5]', async () => {
    await pool.invoke()
    await pool.idle('11s', { connections: 'reset' })
    const next = await pool.invoke()
    expect(next).toReturn(1)
    expect(next).toOpenConnections(1)
  })

  test('a recycled environment leaves no session behind [LIF-8]', async () => {
    await client.invoke({})
    await client.recycle()
    expect(await client.invoke({})).toOpenConnections(1)
  })
})

describe('Redis', () => {
  let server: Awaited<ReturnType<typeof redisServer>>
  let lambda: Lambda

  beforeAll(async () => {
    server = await redisServer()
    lambda = withLambda(() => import('./functions/connections/redis.js'), {
      ...config({ REDIS_URL: `redis://127.0.0.1:${server.port}` }),
    })
  })

  afterAll(() => server.close())

  test('has one connection per environment, used again when warm', async () => {
    expect(await lambda.invoke()).toOpenConnections(1)
    expect(await lambda.invoke()).toReuseConnections(1)
    await lambda.recycle()
    expect(await lambda.invoke()).toOpenConnections(1)
  })

  test.each(['closed', 'reset'] as const)(
    'reconnects by itself to a server that had %s [FRZ-9]',
    async (connections) => {
      await lambda.invoke()
      await lambda.idle('10m', { connections })
      const next = await lambda.invoke()
      expect(next).toReturn(expect.any(Number))
      expect(next).toOpenConnections(1)
      expect(next.record.connections.stale).toHaveLength(1)
    },
  )
})
