import { describe, expect, test } from 'vitest'
import { checkEvents, type CompareOptions, readCompareOptions } from '../../src/compare/options.js'

describe('the events of compareWarm()', () => {
  test('are a list with at least one', () => {
    expect(() => checkEvents([undefined])).not.toThrow()
  })

  test('that are an empty list are refused, with what to give', () => {
    expect(() => checkEvents([])).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: compareWarm(): the list of events is empty, so there is nothing to compare. Give one event for each way through the function, also those that fail: compareWarm([order, otherOrder, brokenOrder]).]`,
    )
  })

  test('that are no list are refused', () => {
    expect(() => checkEvents({ path: '/' })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: compareWarm(): events is { path: '/' } (an object): it takes a list of events, such as [first, second].]`,
    )
    expect(() => checkEvents(undefined)).toThrow('events is undefined: it takes a list')
  })
})

describe('the options of compareWarm()', () => {
  const calls = (): unknown => []
  const read = (options: unknown): ReturnType<typeof readCompareOptions> =>
    readCompareOptions(options as CompareOptions)

  test('compare results and logs by default, and calls where they are told', () => {
    expect(read({}).compared).toEqual(['result', 'logs'])
    expect(read({ calls }).compared).toEqual(['result', 'logs', 'calls'])
    expect(read({ compare: undefined, calls: undefined, beforeEach: undefined }).compared).toEqual(['result', 'logs'])
  })

  test('name what is compared, in any order and once', () => {
    expect(read({ compare: ['calls', 'result', 'result'], calls }).compared).toEqual(['result', 'calls'])
    expect(read({ compare: ['logs'], calls }).compared).toEqual(['logs'])
  })

  test('keep the functions', () => {
    const beforeEach = (): void => {}
    expect(read({ calls, beforeEach })).toMatchObject({ calls, beforeEach })
  })

  test.for([
    [null, 'options are null: they take a plain object.'],
    [[], 'options are [] (an array): they take a plain object.'],
    [{ compares: ['logs'] }, "unknown option 'compares': did you mean 'compare'?"],
    [{ seed: 1 }, "unknown option 'seed': there are 'compare', 'calls', 'beforeEach'"],
    [{ calls: [] }, 'calls is [] (an array): it takes a function.'],
    [{ beforeEach: 'reset' }, "beforeEach is 'reset' (a string): it takes a function."],
    [{ compare: [] }, "compare is []: it takes a list of 'result', 'logs', 'calls'."],
    [{ compare: 'logs' }, "compare is 'logs': it takes a list of 'result', 'logs', 'calls'."],
    [{ compare: ['results'] }, "unknown kind in compare 'results': did you mean 'result'?"],
    [{ compare: [3] }, "unknown kind in compare 3: there are 'result', 'logs', 'calls'"],
    [
      { compare: ['calls'] },
      "compare has 'calls', and nothing tells which were made: give { calls: () => send.mock.calls }.",
    ],
  ] as const)('are refused where they mean nothing: %j', ([options, message]) => {
    expect(() => read(options)).toThrow(new TypeError(`compareWarm(): ${message}`))
  })
})
