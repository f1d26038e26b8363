import { describe, expect, test, vi } from 'vitest'
import { askForCalls, callsSince, markCalls } from '../../src/compare/calls.js'

describe('the calls of one invocation', () => {
  test('are those that a list got meanwhile', () => {
    const send = vi.fn<(text: string) => void>()
    send('before')
    const mark = markCalls(send.mock.calls)
    send('one')
    send('two')
    expect(callsSince(mark, send.mock.calls)).toEqual([['one'], ['two']])
  })

  test('are those of each list of an object, also of one that came later', () => {
    const told: Record<string, unknown> = { send: ['a'], nested: { fetch: ['x'] }, count: 3 }
    const mark = markCalls(told)
    const later = { send: ['a', 'b'], nested: { fetch: ['x'] }, count: 5, put: ['p'] }
    expect(callsSince(mark, later)).toEqual({ send: ['b'], nested: { fetch: [] }, count: 2, put: ['p'] })
  })

  test('are all of a list or a counter that was cleared meanwhile', () => {
    expect(callsSince(markCalls(['a', 'b']), ['c'])).toEqual(['c'])
    expect(callsSince(markCalls(4), 1)).toBe(1)
  })

  test('are told whole where there is no counting', () => {
    expect(callsSince(markCalls('GET /a'), 'GET /a GET /b')).toBe('GET /a GET /b')
    expect(callsSince(markCalls(new Map()), new Map([['a', 1]]))).toEqual([['a', 1]])
    expect(callsSince(markCalls('none'), ['a'])).toEqual(['a'])
    expect(callsSince(markCalls(['a']), { send: ['a'] })).toEqual({ send: ['a'] })
    expect(callsSince(markCalls({ send: 1 }), { send: ['a'] })).toEqual({ send: ['a'] })
  })

  test('are plain data, which does not change with the objects that were passed', () => {
    const order = { state: 'new', at: new Date(0) }
    const calls = callsSince(markCalls([]), [[order]])
    order.state = 'paid'
    expect(calls).toEqual([[{ state: 'new', at: '1970-01-01T00:00:00.000Z' }]])
  })
})

describe('asking for the calls', () => {
  test('gives what is told', () => {
    expect(askForCalls(() => [])).toEqual([])
    expect(askForCalls(() => 0)).toBe(0)
  })

  test('refuses what is no data', () => {
    expect(() => askForCalls(() => undefined)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: compareWarm(): calls() returned undefined: it takes data that is there already, such as () => send.mock.calls.]`,
    )
    expect(() => askForCalls(async () => [])).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: compareWarm(): calls() returned Promise { [] } (a promise): it takes data that is there already, such as () => send.mock.calls. A function of setup() cannot tell: it asks an environment of the lambda, and a comparison has environments of its own. Count the calls where they arrive, in a server of the test, or compare without isolation: 'thread'.]`,
    )
    expect(() => askForCalls(() => null)).toThrow('calls() returned null: it takes data')
  })
})
