import { describe, expect, test } from 'vitest'
import type { Leak } from '../../../src/record/leak.js'
import { leakError, leakWarning } from '../../../src/vitest/worker/leak-guide.js'

const origin = { config: { functionName: 'orders', taskRoot: '/project' }, awaiting: [] }
const leak: Leak = { kind: 'fetch', what: 'https://example.com/track', at: 'src/track.ts:14:3', invocation: 1 }
const { at: _, ...nowhere } = leak

/** The entry of `allowLeaks` that is proposed. */
const entry = (of: Leak): string | undefined => /allowLeaks: \[(.*)\] \}\)\.$/.exec(leakError(of, origin).message)?.[1]

describe('a leak that nothing looked at', () => {
  test('is an error whose first frame is its line, in the source', () => {
    const { name, stack = '' } = leakError(leak, origin)
    expect(name).toBe('UnobservedLeakError')
    expect(stack.split('\n').filter((line) => line.startsWith('    at '))).toEqual([
      expect.stringMatching(/^ {4}at (?:[A-Z]:)?[/\\]project[/\\]src[/\\]track\.ts:14:3$/),
    ])
  })

  test('is an error whose first frame is the call that nobody awaits, where that is another line', () => {
    const { message, stack = '' } = leakError({ ...leak, via: 'src/orders.ts:7:5' }, origin)
    expect(stack.split('\n').filter((line) => line.startsWith('    at '))).toEqual([
      expect.stringMatching(/[/\\]project[/\\]src[/\\]orders\.ts:7:5$/),
    ])
    expect(message).toMatchInlineSnapshot(`
      "'orders' left this behind when it answered: fetch https://example.com/track (src/track.ts:14:3), in a call that nobody awaits (src/orders.ts:7:5)

      Lambda freezes it there: it goes on in the next invocation, or never. Await the call at src/orders.ts:7:5 to its end; Promise.race() and a failing Promise.all() stop waiting before that. If it is meant to be, assert it with toLeak(), or allow it in vitest.config.ts: lambda({ allowLeaks: [{ kind: 'fetch', via: 'src/orders.ts:7' }] })."
    `)
  })

  test('has no such frame where the line is not known', () => {
    expect(leakError(nowhere, origin).stack).not.toMatch(/^ {4}at /m)
  })

  test('is a warning on one line, whatever it wrote', () => {
    expect(leakWarning({ ...leak, kind: 'console', what: 'first\nsecond' }, origin).message).not.toContain('\n')
  })

  test('is allowed by the call that nobody awaits, else by its line, of any column, or by what it is', () => {
    expect(entry(leak)).toBe("{ kind: 'fetch', at: 'src/track.ts:14' }")
    expect(entry({ ...leak, via: 'src/orders.ts:7:5' })).toBe("{ kind: 'fetch', via: 'src/orders.ts:7' }")
    expect(entry(nowhere)).toBe("{ kind: 'fetch', what: 'https://example.com/track' }")
    expect(entry({ ...leak, at: 'D:\\shop\\track.ts:1:2' })).toBe("{ kind: 'fetch', at: 'D:/shop/track.ts:1' }")
    expect(entry({ ...nowhere, kind: 'console', what: "it's\ndone" })).toBe(
      String.raw`{ kind: 'console', what: "it's\ndone" }`,
    )
  })
})
