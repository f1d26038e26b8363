import { once } from 'node:events'
import { connect, createServer, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { ANSWER_QUIET_MS, GREETING_MS } from '../../../src/effects/work/client-socket.js'
import { busy, createWork, describe as inWords } from '../../../src/effects/work/work.js'
import { environment, turns, until } from './environment.js'

interface Http2Server extends AsyncDisposable {
  readonly authority: string
}

async function http2Server(answer: (stream: ServerHttp2Stream) => void): Promise<Http2Server> {
  const server = createServer().on('stream', (stream) => answer(stream.on('error', () => undefined)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    authority: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => void (await new Promise((resolve) => server.close(resolve))),
  }
}

test('a stream is under way until its body has arrived, and its idle session is not', async () => {
  let now = 0
  const state = createWork(() => now)
  using env = environment(state)
  const reached = Promise.withResolvers<ServerHttp2Stream>()
  await using server = await http2Server((stream) => reached.resolve(stream))
  const session = env.run(() => connect(`http://${server.authority}`))
  const stream = env.run(() => session.request({ ':path': '/orders' }))
  const answer = await reached.promise
  busy(state)
  now += GREETING_MS + ANSWER_QUIET_MS
  expect(inWords(state)).toEqual([`HTTP/2 GET ${server.authority}/orders`])
  answer.write('first')
  await once(stream, 'data')
  busy(state)
  now += ANSWER_QUIET_MS
  expect(busy(state)).toBe(1)
  answer.end('last')
  await once(stream, 'end')
  busy(state)
  now += ANSWER_QUIET_MS
  expect(busy(state)).toBe(0)
  session.close()
})

test('a stream whose body the function has yet to write is idle', async () => {
  let now = 0
  const state = createWork(() => now)
  using env = environment(state)
  await using server = await http2Server((stream) => stream.resume().on('end', () => stream.respond()))
  const session = env.run(() => connect(`http://${server.authority}`))
  const stream = env.run(() => session.request({ ':method': 'POST', ':path': '/' }, { endStream: false }))
  await once(session, 'connect')
  await turns(3)
  busy(state)
  now += ANSWER_QUIET_MS
  expect(busy(state)).toBe(0)
  stream.end('body')
  expect(busy(state)).toBe(1)
  stream.close()
  session.close()
  await until(() => busy(state) === 0)
})

test('a stream that is cancelled is over', async () => {
  using env = environment()
  const reached = Promise.withResolvers<void>()
  await using server = await http2Server(() => reached.resolve())
  const session = env.run(() => connect(`http://${server.authority}`))
  const stream = env.run(() => session.request({ ':path': '/' }))
  await reached.promise
  expect(inWords(env.state)).toContain(`HTTP/2 GET ${server.authority}/`)
  stream.close()
  expect(inWords(env.state)).not.toContain(`HTTP/2 GET ${server.authority}/`)
  session.close()
})

test('streams of the test itself are not counted', async () => {
  using env = environment()
  await using server = await http2Server((stream) => {
    stream.respond()
    stream.end()
  })
  const session = connect(`http://${server.authority}`)
  const stream = session.request({ ':path': '/' })
  await once(stream.resume(), 'end')
  expect(env.state.changes).toBe(0)
  session.close()
})
