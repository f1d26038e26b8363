import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { withLambda } from 'vitest-lambda'
import { afterEach, expect, test } from 'vitest'

let close: () => void = () => undefined

afterEach(() => close())

async function portOf(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

// #region freeze
test('an answer that arrives while the function is frozen is not seen before the next invocation', async () => {
  const request = Promise.withResolvers<ServerResponse>()
  const server = createServer((_request, response) => request.resolve(response))
  const report = withLambda(() => import('../src/report.js'), {
    isolation: 'thread',
    environment: { TRACKER_URL: `http://127.0.0.1:${await portOf(server)}/` },
  })
  close = () => server.close().closeAllConnections()

  const first = await report.invoke()
  expect(first).toLeak('fetch')

  const tracker = await request.promise
  tracker.end('thank you')
  // Real time passes, and the answer lies in the function's socket. Nobody reads it.
  await sleep(50)
  expect([...report.environments].map(({ phase }) => phase)).toEqual(['frozen'])

  const next = await report.invoke()
  expect(next).toReturn({ answered: 0 })
  expect(next).toLeak('fetch')
})
// #endregion freeze

test('a server that hangs up on a frozen function is found out by the next request', async () => {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('data', () => socket.write('you are you\n')).on('error', () => undefined))
  })
  const session = withLambda(() => import('../src/session.js'), {
    isolation: 'thread',
    environment: { SESSION_PORT: String(await portOf(server)) },
  })
  close = () => server.close()
  expect(await session.invoke()).toReturn('you are you')
  expect(await session.invoke()).toReuseConnections(1)

  for (const socket of sockets) socket.resetAndDestroy()
  await sleep(50)

  expect(await session.invoke()).toFailWith(/ECONNRESET|EPIPE/)
})
