import { expect, test } from 'vitest'
import { type IdleOptions, peersLost } from '../../../src/vitest/worker/idle-options.js'

test('connections are kept unless they are said to be lost', () => {
  expect(peersLost({})).toBeUndefined()
  expect(peersLost({ connections: 'kept' })).toBeUndefined()
  expect(peersLost({ connections: 'closed' })).toBe('closed')
  expect(peersLost({ connections: 'reset' })).toBe('reset')
})

test('anything else is an error that says what there is', () => {
  const given = (connections: unknown) => () => peersLost({ connections: connections as 'kept' })
  expect(given('lost')).toThrow(
    new TypeError("idle(): connections is 'kept', 'closed' or 'reset', but received 'lost'."),
  )
  expect(given(null)).toThrow('but received null.')
})

test.each<[unknown, string]>([
  [{ connection: 'reset' }, "idle(): unknown option 'connection': the one there is is connections, as in "],
  ['reset', "idle(): options are 'reset': they take a plain object, as in "],
  [null, 'idle(): options are null: they take a plain object, as in '],
])('what is no such option is not taken for none: %o', (given, problem) => {
  expect(() => peersLost(given as IdleOptions)).toThrow(
    new TypeError(`${problem}idle('10m', { connections: 'reset' }).`),
  )
})
