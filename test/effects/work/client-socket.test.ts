import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { inSource } from '../../../src/effects/clock/call-site.js'
import { ANSWER_QUIET_MS, ClientSocket, GREETING_MS } from '../../../src/effects/work/client-socket.js'
import { begin, createWork } from '../../../src/effects/work/work.js'

/** What a ClientSocket reads of a socket, and a clock to set by hand. */
function socket(): {
  piece: ClientSocket
  fake: Record<string, unknown> & { bytesRead: number }
  at: (ms: number) => void
} {
  let now = 1000
  const fake = { bytesRead: 0, connecting: false, destroyed: false, readable: true, writableLength: 0 }
  const piece = new ClientSocket(
    fake as unknown as Socket,
    '127.0.0.1:5432',
    createWork(() => now),
  )
  return { piece, fake, at: (ms) => (now = 1000 + ms) }
}

test('it is under way while it connects, however long that takes', () => {
  const { piece, fake, at } = socket()
  fake['connecting'] = true
  at(60_000)
  expect(piece.phase()).toBe('under way')
  expect(piece.describe()).toBe('1 socket to 127.0.0.1:5432 connecting')
})

test('it is under way during the TLS handshake', () => {
  const { piece, fake, at } = socket()
  fake['secureConnecting'] = true
  at(60_000)
  expect(piece.phase()).toBe('under way')
})

test('it is under way while bytes wait to be written', () => {
  const { piece, fake, at } = socket()
  piece.phase()
  at(GREETING_MS)
  expect(piece.phase()).toBe('idle')
  fake['writableLength'] = 1
  expect(piece.phase()).toBe('under way')
})

test('it is under way after a write until an answer came in, however long that takes', () => {
  const { piece, fake, at } = socket()
  piece.wrote()
  at(60_000)
  expect(piece.phase()).toBe('under way')
  expect(piece.describe()).toBe('1 socket to 127.0.0.1:5432 waiting for an answer')
  fake.bytesRead = 5
  piece.phase()
  at(60_000 + ANSWER_QUIET_MS)
  expect(piece.phase()).toBe('idle')
})

test('an answer in several pieces is complete only when nothing came in for a while', () => {
  const { piece, fake, at } = socket()
  piece.wrote()
  for (let i = 1; i <= 5; i++) {
    fake.bytesRead = i
    at(i * (ANSWER_QUIET_MS - 1))
    expect(piece.phase()).toBe('under way')
  }
  at(5 * (ANSWER_QUIET_MS - 1) + ANSWER_QUIET_MS)
  expect(piece.phase()).toBe('idle')
})

test('the next write makes it wait again', () => {
  const { piece, fake, at } = socket()
  piece.wrote()
  fake.bytesRead = 5
  piece.phase()
  at(1000)
  expect(piece.phase()).toBe('idle')
  piece.wrote()
  expect(piece.phase()).toBe('under way')
})

test('a server that speaks first gets a moment after the connection opened', () => {
  const { piece, at } = socket()
  expect(piece.phase()).toBe('under way')
  at(GREETING_MS - 1)
  expect(piece.phase()).toBe('under way')
  at(GREETING_MS)
  expect(piece.phase()).toBe('idle')
})

test('no answer is expected on a socket that the peer has ended', () => {
  const { piece, fake } = socket()
  piece.wrote()
  fake['readable'] = false
  expect(piece.phase()).toBe('idle')
})

test('a destroyed socket is over', () => {
  const { piece, fake } = socket()
  piece.wrote()
  fake['destroyed'] = true
  expect(piece.phase()).toBe('over')
})

test('it is idle while a request speaks for it, and itself again afterwards', () => {
  const { piece } = socket()
  piece.wrote()
  piece.setOwnedByRequest(true)
  expect(piece.phase()).toBe('idle')
  piece.setOwnedByRequest(false)
  expect(piece.phase()).toBe('under way')
})

test('several sockets to one server are described together', () => {
  expect(socket().piece.describeMany(3)).toBe('3 sockets to 127.0.0.1:5432 waiting for an answer')
})

test('it is left unfinished while it connects, sends, or has had no byte since its last write', () => {
  const { piece, fake } = socket()
  expect(piece.unfinished()).toBe(false)
  fake['connecting'] = true
  expect(piece.unfinished()).toBe(true)
  fake['connecting'] = false
  piece.wrote()
  expect(piece.unfinished()).toBe(true)
  fake.bytesRead = 1
  expect([piece.unfinished(), piece.phase()]).toEqual([false, 'under way'])
  fake['writableLength'] = 9
  expect(piece.unfinished()).toBe(true)
  fake['destroyed'] = true
  expect(piece.unfinished()).toBe(false)
})

test('it is not left unfinished on behalf of a request, which tells that itself', () => {
  const { piece } = socket()
  piece.wrote()
  piece.setOwnedByRequest(true)
  expect(piece.unfinished()).toBe(false)
})

test('it has handed its data over when the function asked to be told so, and all of it is written', () => {
  const { piece, fake } = socket()
  piece.writes(true)
  fake['writableLength'] = 9
  expect(piece.handedOver).toBe(false)
  fake['writableLength'] = 0
  expect(piece.handedOver).toBe(true)
  piece.writes(false)
  expect(piece.handedOver).toBe(false)
})

test('it comes from whoever wrote last', () => {
  let invocation = 1
  const state = createWork(
    () => 0,
    () => ({ invocation, cause: undefined }),
  )
  const piece = new ClientSocket({ bytesRead: 0 } as Socket, 'x', state)
  expect(piece.origin).toBeUndefined()
  piece.wrote()
  invocation = 2
  piece.wrote()
  expect(piece.origin?.invocation).toBe(2)
  expect(inSource(piece.origin?.site.frames ?? [])).toContain('client-socket.test.ts')
})

test('it says who connected, whoever wrote since', () => {
  let invocation = 1
  const state = createWork(
    () => 0,
    () => ({ invocation, cause: undefined }),
  )
  const piece = new ClientSocket({ bytesRead: 0 } as Socket, 'x', state)
  begin(state, piece)
  const connected = piece.origin
  invocation = 2
  piece.wrote()
  piece.wrote()
  expect([piece.connected, piece.origin?.invocation]).toEqual([connected, 2])
  const secured = new ClientSocket({ bytesRead: 0 } as Socket, 'x', state, piece.connected)
  begin(state, secured)
  expect(secured.connected).toBe(connected)
})

test('it says where it connected also where nobody asks whose it is', () => {
  const state = createWork(() => 0)
  const piece = new ClientSocket({ bytesRead: 0 } as Socket, 'x', state)
  begin(state, piece)
  const { site } = piece
  piece.wrote()
  expect(piece.connected).toEqual({ site })
})
