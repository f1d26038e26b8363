import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { type Observers, watch } from '../../src/record/observation.js'
import type { Leak } from '../../src/record/leak.js'
import { answered, exited, failed, init, invoke, timedOut } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const timer: Leak = { kind: 'timer', what: '100 ms', at: 'src/track.ts:14:3', invocation: 1 }
const audit: Leak = { kind: 'promise', what: 'audit()', at: 'src/orders.ts:9:5', invocation: 1 }
const lost: Leak = { kind: 'fetch', what: 'https://example.com/track', invocation: 1 }
const leaky = answered('ok', { leaks: [timer, audit, lost] })
const clean = answered({ id: 1 }, { leaks: [] })

describe('toLeak', () => {
  test('holds for an invocation that left something behind, and for no other', () => {
    expect(leaky).toLeak()
    expect(clean).not.toLeak()
    expect(failed({}, { leaks: [timer] })).toLeak()
  })

  test('holds for a leak of the kind that is named', () => {
    expect(leaky).toLeak('timer')
    expect(leaky).toLeak('promise')
    expect(leaky).not.toLeak('interval')
  })

  test('holds for a leak that has all parts that are given', () => {
    expect(leaky).toLeak({ kind: 'timer', at: 'track.ts:14' })
    expect(leaky).toLeak({ what: 'audit()', at: /orders/ })
    expect(leaky).toLeak({ what: expect.stringContaining('example.com'), invocation: 1 })
    expect(leaky).toLeak({ at: expect.stringMatching(/:5$/) })
    expect(leaky).toLeak(audit)
    expect(leaky).not.toLeak({ kind: 'timer', at: 'orders.ts' })
    expect(leaky).not.toLeak({ kind: 'fetch', at: /./ })
    expect(leaky).not.toLeak({ what: 'audit' })
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(leaky)).resolves.toLeak('timer')
    await expect.poll(() => leaky).toLeak()
    expect([leaky, clean]).toEqual([expect.toLeak('fetch'), expect.not.toLeak()])
  })
})

describe('toLeak with .not', () => {
  test('shows each leak with its line and how to fix it, and when it froze', () => {
    expect(() => expect(leaky).not.toLeak()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected no work to be left behind, but these 3 were unfinished when the function answered:

        timer 100 ms (src/track.ts:14:3)
          Await it and every call that leads to it (setTimeout of node:timers/promises), or clear it before the handler answers.
        promise audit() (src/orders.ts:9:5)
          Await the call or return its promise; forEach() and event emitters wait for nothing, Promise.all(items.map(…)) waits for all.
        fetch https://example.com/track
          Await it and every call that leads to it, and read the body of the response or cancel it (response.body.cancel()).

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered
        freeze
                    left behind: timer 100 ms (src/track.ts:14:3)
                    left behind: promise audit() (src/orders.ts:9:5)
                    left behind: fetch https://example.com/track]
    `)
  })

  test('shows those that were not meant to be', () => {
    expect(() => expect(leaky).not.toLeak({ kind: 'timer', at: 'track.ts' })).toThrow(
      /^expected no timer at track\.ts to be left behind, but this was unfinished when the function answered:\n\n {2}timer 100 ms \(src\/track\.ts:14:3\)\n {4}Await .*\n\nWhat happened/,
    )
  })

  test('counts what is too much to show', () => {
    const many = answered('ok', {
      leaks: Array.from({ length: 12 }, (__, line) => ({ ...timer, at: `src/track.ts:${line}:3` })),
    })
    expect(() => expect(many).not.toLeak()).toThrow(/these 12 were unfinished[^]*\n {2}… and 2 more\n\nWhat happened/)
  })
})

test('toLeak with .not shows once what a loop has begun, and how often', () => {
  const loop = answered('ok', { leaks: [timer, timer, audit, timer] })
  expect(() => expect(loop).not.toLeak()).toThrow(
    /these 4 were unfinished[^]*\n\n {2}timer 100 ms \(src\/track\.ts:14:3\), 3 times\n {4}Await[^]*\n {2}promise audit\(\) [^\n,]*\n/,
  )
})

describe('toLeak for an invocation that left nothing of that behind', () => {
  test('says how it ended, and what may have been missed', () => {
    expect(() => expect(clean).toLeak()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected work to be left behind, but nothing was: it returned {"id": 1}, and all that it had begun was over by then
      A call that nobody awaits is found when it goes on after the answer; leaks: 'trace' follows all of them.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
  })

  test.each([
    [
      'a fetch',
      () => expect(clean).toLeak('fetch'),
      'it returned {"id": 1}, and all that it had begun was over by then',
    ],
    ['work', () => expect(failed({}, { leaks: [] })).toLeak(), 'it failed with TypeError: boom, and all that'],
    [
      'an interval',
      () => expect(timedOut({ leaks: [] })).toLeak('interval'),
      'it timed out after 3 s, and what was under way ended with its process',
    ],
    [
      'a timer "1 ms" of invocation 1 at a.ts:1',
      () => expect(exited({ leaks: [] })).toLeak({ kind: 'timer', what: '1 ms', invocation: 1, at: 'a.ts:1' }),
      'it ended its process: Runtime exited with error: exit status 1, and what',
    ],
  ])('says so of %s', (wanted, assertion, said) => {
    expect(assertion).toThrow(`expected ${wanted} to be left behind, but nothing was: ${said}`)
  })

  test('shows what it left instead', () => {
    const others = answered('ok', { leaks: [audit] })
    expect(() => expect(others).toLeak({ kind: 'fetch', what: /x/ })).toThrow(
      /^expected a fetch \/x\/ to be left behind, but only this was:\n\n {2}promise audit\(\) \(src\/orders\.ts:9:5\)\n/,
    )
  })
})

describe('toLeak where nobody looked', () => {
  test('fails with and without .not, and says how to have somebody look', () => {
    for (const assert of [() => expect(answered(1)).toLeak(), () => expect(answered(1)).not.toLeak()]) {
      expect(assert).toThrowErrorMatchingInlineSnapshot(`
        [Error: toLeak() has nothing to judge: nobody looked for work that was left behind
        The function runs with leaks: 'off'. Take that out of withLambda(…), or of lambda(…) in vitest.config.ts.

        What happened in invocation 1 of its environment (cold start):
          init    120 ms
          invoke
            +12 ms    answered]
      `)
    }
  })

  test('says that the handler was never entered when Init failed', () => {
    const phases = [init(120, 'error'), init(90, 'error'), invoke(95, 'error')]
    expect(() => expect(failed({}, { phases })).not.toLeak()).toThrow(
      /^toLeak\(\) has nothing to judge: Init failed, so the handler was never entered\n\nWhat happened/,
    )
  })
})

describe('toLeak', () => {
  test('looks at the leaks of an invocation, and not at how it ended', () => {
    const observers = { failure: vi.fn(), leaks: vi.fn(), resumed: vi.fn() } satisfies Observers
    const result = watch(failed({}, { leaks: [timer] }), observers)
    expect(result).toLeak('timer')
    expect(Object.values(observers).map(({ mock }) => mock.calls.length)).toEqual([0, 1, 0])
  })
})
