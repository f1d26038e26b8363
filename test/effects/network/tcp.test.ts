import { Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import { connect } from '../../../src/effects/network/tcp.js'

type Options = Record<string, unknown>

/** What the real `connect` is called with; undefined: with the arguments as they came. */
function passedOn(args: unknown[], mode: 'loopback' | 'open' = 'loopback'): unknown[] | undefined {
  const real = vi.fn()
  connect({ mode }, args, new Socket(), real)
  expect(real).toHaveBeenCalledTimes(1)
  return real.mock.calls[0]?.[0] as unknown[] | undefined
}

test.each<[string, unknown[]]>([
  ['a port of this machine', [80]],
  ['a port and a name of this machine', [80, 'localhost']],
  ['options for this machine', [{ port: '80', host: '127.0.0.1' }]],
  ['a path', ['/tmp/socket']],
  ['options with a path', [{ path: '/tmp/socket', host: 'example.com', port: 80 }]],
  ['normalised arguments with a path', [[{ path: '/tmp/socket' }, null]]],
  ['no port', [{ host: 'example.com' }]],
  ['nothing', []],
  ['a host that is no string', [{ port: 80, host: 5 }]],
])('a call with %s is passed on as it came', (_name, args) => {
  expect(passedOn(args)).toBeUndefined()
})

test.each<[string, unknown[]]>([
  ['port, host, callback', [80, 'example.com', done]],
  ['a port as text', ['80', 'example.com', done]],
  ['options, callback', [{ port: 80, host: 'example.com', noDelay: true }, done]],
  ['normalised arguments', [[{ port: 80, host: 'example.com' }, done]]],
])('a call elsewhere as %s keeps host, port and callback and gets a lookup that refuses', (_name, args) => {
  const [options, callback] = passedOn(args) as [Options, unknown]
  expect([options['host'], Number(options['port']), callback]).toEqual(['example.com', 80, done])
  expect(typeof options['lookup']).toBe('function')
})

test('the options of the caller are not changed', () => {
  const options = Object.freeze({ port: 80, host: 'example.com' })
  expect(passedOn([options])?.[0]).not.toBe(options)
})

test("a call elsewhere is passed on as it came with network: 'open'", () => {
  expect(passedOn([80, 'example.com'], 'open')).toBeUndefined()
})

test('the lookup of a refused connection answers later, with a refusal that names host and port', async () => {
  const [options] = passedOn([80, 'example.com']) as [Options]
  const answered = vi.fn()
  const answer = new Promise((resolve) => {
    ;(options['lookup'] as Function)('example.com', {}, (error: unknown) => {
      answered()
      resolve(error)
    })
  })
  expect(answered).not.toHaveBeenCalled()
  expect(await answer).toMatchObject({ code: 'ENETUNREACH', address: 'example.com', port: 80 })
})

function done(): void {}
