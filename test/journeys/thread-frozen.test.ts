// A thread that has answered is frozen for real: what happens outside meanwhile waits for it.

import { createServer, type ServerResponse } from 'node:http'
import { type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { afterEach, describe, expect, test } from 'vitest'
import { counting, type CountingServer } from '../servers/counting.js'
import { lineServer } from '../servers/lines.js'

const outside = (config: LambdaConfig = {}): Lambda<{ way: string; url?: string; port?: number }> =>
  withLambda(() => import('./functions/thread/outside.js'), { isolation: 'thread', console: 'silent', ...config })

const servers: CountingServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function web(
  answer: (response: ServerResponse) => void = (response) => response.end('answer'),
): Promise<CountingServer & { url: string }> {
  const server = await counting(createServer((_request, response) => answer(response)))
  servers.push(server)
  return Object.assign(server, { url: `http://127.0.0.1:${server.port}/` })
}

describe('real work that ends while the environment is frozen', () => {
  test('on a socket is not seen before the thaw [FRZ-1]', async () => {
    const asked = Promise.withResolvers<ServerResponse>()
    const { url } = await web((response) => asked.resolve(response))
    const lambda = outside()
    const left = await lambda.invoke({ way: 'ask', url })
    expect(left).toLeak('fetch')
    const response = await asked.promise
    response.end('answered late')
    await new Promise((resolve) => response.on('close', resolve))
    const next = await lambda.invoke({ way: 'wait' })
    expect(next).toReturn(['answered late'])
    expect(next).toResume('fetch')
    expect(next.record.resumed).toEqual([expect.objectContaining({ kind: 'fetch', ran: 'at-thaw' })])
  })

  test('on a disk is not seen before the thaw', async () => {
    const lambda = outside()
    await lambda.invoke({ way: 'read' })
    await lambda.idle('1m')
    const next = await lambda.invoke({ way: 'wait' })
    expect(next).toReturn(['// Talks'])
    expect(next.record.resumed).toEqual([expect.objectContaining({ kind: 'file', ran: 'at-thaw' })])
  })

  test('in a child process is not seen before the thaw', async () => {
    const lambda = outside()
    expect(await lambda.invoke({ way: 'start' })).toLeak('child-process')
    await lambda.idle('1m')
    await expect
      .poll(async () => (await lambda.invoke({ way: 'seen' })).payload, { timeout: 10_000 })
      .toEqual(['from the child', 'exit 0'])
  })
})

describe('connections', () => {
  test('that the server closes while they are frozen are stale for real: the next request fails [FRZ-9]', async () => {
    const server = await web()
    const lambda = outside()
    expect(await lambda.invoke({ way: 'request', url: server.url })).toReturn({ reused: false })
    expect(await lambda.invoke({ way: 'request', url: server.url })).toReturn({ reused: true })
    server.cut()
    await expect.poll(() => server.open).toBe(0)
    expect(await lambda.invoke({ way: 'request', url: server.url })).toFailWith({ errorMessage: 'socket hang up' })
    expect(await lambda.invoke({ way: 'request', url: server.url })).toReturn({ reused: false })
    expect(server.accepted).toBe(2)
  })

  test("are kept by idle(), are found closed after 'closed', and fail after 'reset' [FRZ-9]", async () => {
    const lines = await lineServer()
    servers.push(lines)
    const talk = { way: 'talk', port: lines.port }
    const lambda = outside()
    expect(await lambda.invoke(talk)).toOpenConnections(1)
    await lambda.idle('10m', { connections: 'kept' })
    expect(await lambda.invoke(talk)).toReuseConnections(1)
    await lambda.idle('10m', { connections: 'closed' })
    const closed = await lambda.invoke({ way: 'seen' })
    expect(closed).toReturn(['end', 'close'])
    expect(closed.record.connections.stale).toHaveLength(1)
    await lambda.recycle()
    await lambda.invoke(talk)
    await lambda.idle('10m', { connections: 'reset' })
    expect(await lambda.invoke(talk)).toFailWith({ errorMessage: 'read ECONNRESET' })
  })

  test('of an environment are closed with it', async () => {
    const server = await web()
    const lambda = outside()
    await lambda.invoke({ way: 'request', url: server.url })
    expect(server.open).toBe(1)
    await lambda.recycle()
    await expect.poll(() => server.open).toBe(0)
  })
})
