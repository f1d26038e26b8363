import { describe, expect, test } from 'vitest'
import { type LeakOptions, readLeakOptions } from '../../../src/vitest/server/leak-options.js'

const read = (given: unknown): unknown => readLeakOptions({ ...(given as Required<LeakOptions>) })

/** What is said, without its first line. */
function problems(given: unknown): readonly string[] {
  try {
    read(given)
  } catch (error) {
    return (error as { problems: readonly string[] }).problems
  }
  throw new Error('the options were meant to be refused, but are taken')
}

describe('options about leaks', () => {
  test('are warnings for all leaks by default', () => {
    expect(read({})).toEqual({ failOnLeak: 'warn', allowed: [] })
    expect(read({ failOnLeak: undefined, allowLeaks: undefined })).toEqual({ failOnLeak: 'warn', allowed: [] })
  })

  test('cross to the workers as JSON', () => {
    const rules = read({
      failOnLeak: 'error',
      allowLeaks: [{ kind: 'fetch', at: /track/i, reason: 'best effort' }, { what: '100 ms' }, { via: 'orders.ts:7' }],
    })
    expect(rules).toEqual({
      failOnLeak: 'error',
      allowed: [{ kind: 'fetch', at: { source: 'track', flags: 'i' } }, { what: '100 ms' }, { via: 'orders.ts:7' }],
    })
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules)
  })

  test('that are illegal are refused, all of them, by the place where they stand', () => {
    const allowLeaks = [
      { kind: 'timer', at: 'src/track.ts:14' },
      { kind: 'timer' },
      { reason: 'all of them' },
      { kind: 'timers', at: 'track.ts' },
      { at: 14 },
      { at: ':14' },
      { what: '' },
      { via: 7 },
      { where: 'track.ts' },
      { at: 'track.ts', reason: ' ' },
      'src/track.ts:14',
    ]
    expect(() => read({ failOnLeak: true, allowLeaks })).toThrowErrorMatchingInlineSnapshot(`
      [LambdaConfigError: lambda(): the options in the Vitest config cannot be used:
        - failOnLeak is true (a boolean): it takes 'off' or 'warn' or 'error'
        - allowLeaks[1] is { kind: 'timer' }: it would allow every leak of kind 'timer'; name at ('src/track.ts:14'), via or what, too
        - allowLeaks[2] is { reason: 'all of them' }: it would allow every leak; name at ('src/track.ts:14'), via or what, too
        - allowLeaks[3].kind is 'timers': it takes 'timer' or 'interval' or 'immediate' or 'promise' or 'fetch' or 'http' or 'socket' or 'file' or 'child-process' or 'worker' or 'dns' or 'compression' or 'crypto' or 'import' or 'console'; did you mean 'timer'?
        - allowLeaks[4].at is 14 (a number): it takes a text such as 'src/track.ts:14', or a regular expression
        - allowLeaks[5].at is ':14' (a string): it takes a text such as 'src/track.ts:14', or a regular expression
        - allowLeaks[6].what is '' (a string): it takes a text such as 'https://example.com/track', or a regular expression
        - allowLeaks[7].via is 7 (a number): it takes a text such as 'src/orders.ts:7', or a regular expression
        - allowLeaks[8].where is not a key here: the keys are kind, what, at, via, reason
        - allowLeaks[9].reason is ' ': it takes text that is not empty
        - allowLeaks[10] is 'src/track.ts:14' (a string): it takes an object with kind, what, at, via, reason]
    `)
  })

  test.each([
    [{ failOnLeak: 'warning' }, ["failOnLeak is 'warning': it takes 'off' or 'warn' or 'error'; did you mean 'warn'?"]],
    [
      { allowLeaks: {} },
      ['allowLeaks is {} (an object): it takes a list of objects with kind, at, via, what and reason'],
    ],
  ])('say what is legal: %o', (given, said) => {
    expect(problems(given)).toEqual(said)
  })
})
