import { expect, test, vi } from 'vitest'
import { NetworkRefusal, unknownName, unreachable } from '../../../src/effects/network/refusal.js'

test('a refused connection names host and port and what to do, and has the fields of a system error', () => {
  const refusal = unreachable('connect', 'db.example.com', 5432)
  expect(refusal).toMatchInlineSnapshot(
    `[Error: connect ENETUNREACH db.example.com:5432: blocked, because a function under test reaches nothing but this machine. Mock the client (vi.mock, aws-sdk-client-mock, msw, nock; in a thread by its setup), point it at a server on localhost, or allow connections with withLambda(code, { network: 'open' }).]`,
  )
  expect({ ...refusal }).toEqual({
    code: 'ENETUNREACH',
    errno: -101,
    syscall: 'connect',
    hostname: 'db.example.com',
    address: 'db.example.com',
    port: 5432,
  })
})

test('a refused name query says so, and has the fields of a DNS error', () => {
  const refusal = unknownName('getaddrinfo', 'db.example.com')
  expect(refusal).toMatchInlineSnapshot(
    `[Error: getaddrinfo ENOTFOUND db.example.com: blocked, because a function under test reaches nothing but this machine. Mock the client (vi.mock, aws-sdk-client-mock, msw, nock; in a thread by its setup), point it at a server on localhost, or allow connections with withLambda(code, { network: 'open' }).]`,
  )
  expect({ ...refusal }).toEqual({
    code: 'ENOTFOUND',
    errno: undefined,
    syscall: 'getaddrinfo',
    hostname: 'db.example.com',
  })
})

test('a refusal is known as one to every copy of the module, and nothing else is', async () => {
  vi.resetModules()
  const copy = await import('../../../src/effects/network/refusal.js')
  expect(copy.NetworkRefusal).not.toBe(NetworkRefusal)
  expect(copy.unreachable('connect', 'db', 5432)).toBeInstanceOf(NetworkRefusal)
  expect(unknownName('getaddrinfo', 'db')).toBeInstanceOf(copy.NetworkRefusal)
  for (const other of [undefined, null, 'text', {}, new Error('other')])
    expect(other).not.toBeInstanceOf(NetworkRefusal)
})
