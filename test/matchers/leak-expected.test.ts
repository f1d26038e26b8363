import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, failure } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

/** Given as code that is not type-checked would. */
const toLeak = (...given: unknown[]): (() => void) => {
  const assertion = expect(answered(1, { leaks: [] }))
  return () => Reflect.apply(assertion.toLeak as (...args: unknown[]) => void, assertion, given)
}

const unusable: Record<string, unknown> = {
  'a misspelt kind': 'timeout',
  'a place instead of a kind': 'src/track.ts:14',
  undefined,
  'a number': 3,
  'a RegExp': /fetch/,
  'a list': ['timer', 'fetch'],
  'an asymmetric matcher': expect.stringContaining('fetch'),
  'an unknown part': { where: 'track.ts' },
  'a part that is unset': { kind: 'timer', at: undefined },
  'a kind that is none': { kind: 'sockets' },
  'a kind that is no text': { kind: 1 },
  'a number as text': { what: 100 },
  'a place without its file': { at: ':14' },
  'an empty place': { at: '' },
  'a call without its file': { via: '7' },
  'an invocation that is no number': { invocation: '1' },
}

describe('what toLeak and toResume are given', () => {
  test('is refused with a guide where it cannot be compared', () => {
    const said = Object.entries(unusable).map(([what, given]) => `${what}:\n${failure(toLeak(given)).message}`)
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "a misspelt kind:
      toLeak() knows the kinds timer, interval, immediate, promise, fetch, http, socket, file, child-process, worker, dns, compression, crypto, import, console, but received 'timeout'
      a place instead of a kind:
      toLeak() knows the kinds timer, interval, immediate, promise, fetch, http, socket, file, child-process, worker, dns, compression, crypto, import, console, but received 'src/track.ts:14'. For a place, write toLeak({ at: 'src/track.ts:14' }).
      undefined:
      toLeak() takes a kind, such as 'fetch', or parts of a leak, { kind, what, at }, or nothing for any leak, but received undefined. Is a variable unset?
      a number:
      toLeak() takes a kind, such as 'fetch', or parts of a leak, { kind, what, at }, or nothing for any leak, but received 3
      a RegExp:
      toLeak() takes a kind, such as 'fetch', or parts of a leak, { kind, what, at }, or nothing for any leak, but received /fetch/
      a list:
      toLeak() takes a kind, such as 'fetch', or parts of a leak, { kind, what, at }, or nothing for any leak, but received timer,fetch
      an asymmetric matcher:
      toLeak() takes a kind, such as 'fetch', or parts of a leak, { kind, what, at }, or nothing for any leak, but received an asymmetric matcher. Put it at what or at.
      an unknown part:
      toLeak() compares kind, what, at, via, invocation of a leak, but received the key where
      a part that is unset:
      toLeak() received at: undefined. Is a variable unset?
      a kind that is none:
      toLeak() knows the kinds timer, interval, immediate, promise, fetch, http, socket, file, child-process, worker, dns, compression, crypto, import, console, but received 'sockets'
      a kind that is no text:
      toLeak() knows the kinds timer, interval, immediate, promise, fetch, http, socket, file, child-process, worker, dns, compression, crypto, import, console, but received 1
      a number as text:
      toLeak() compares what with a text, a RegExp or an asymmetric matcher, but received 100
      a place without its file:
      toLeak() takes a place with its file, such as at: 'track.ts:14', but received ':14'
      an empty place:
      toLeak() takes a place with its file, such as at: 'track.ts:14', but received ''
      a call without its file:
      toLeak() takes a place with its file, such as via: 'track.ts:14', but received '7'
      an invocation that is no number:
      toLeak() takes the index of an invocation in its environment, such as invocation: 1, but received 1"
    `)
  })

  test('is refused with .not, too, and by the name of the matcher', () => {
    const { not } = expect(answered(1, { resumed: [] }))
    expect(() => not.toResume('timeout' as never)).toThrow(/^toResume\(\) knows the kinds /)
  })

  test('is said in words', () => {
    const said = [
      [],
      ['immediate'],
      [{ what: /ms/ }],
      [{ kind: 'fetch', what: 'x', at: /t/ }],
      [{ at: expect.any(String) }],
      [{ kind: 'timer', via: 'orders.ts:7' }],
    ].map((given) => /^expected (.*) to be left/.exec(failure(toLeak(...given)).message)?.[1])
    expect(said).toEqual([
      'work',
      'an immediate',
      'work /ms/',
      'a fetch "x" at /t/',
      'work at Any<String>',
      'a timer by way of orders.ts:7',
    ])
  })
})
