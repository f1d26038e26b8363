import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import type { ResumedWork } from '../../src/record/leak.js'
import { type Observers, watch } from '../../src/record/observation.js'
import { answered, failed, warm } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const timer: ResumedWork = { kind: 'timer', what: '100 ms', at: 'src/track.ts:14:3', invocation: 1, ran: 'at-thaw' }
const request: ResumedWork = { kind: 'fetch', what: 'https://example.com/', invocation: 2, ran: 'while-frozen' }
const second = answered('ok', { ...warm, resumed: [timer, request] })
const quiet = answered('ok', { ...warm, resumed: [] })

describe('toResume', () => {
  test('holds for an invocation in which earlier work went on, and for no other [FRZ-2]', () => {
    expect(second).toResume()
    expect(quiet).not.toResume()
  })

  test('holds for work of the kind, or with the parts, that are named', () => {
    expect(second).toResume('timer')
    expect(second).toResume({ kind: 'fetch', invocation: 2 })
    expect(second).not.toResume({ kind: 'fetch', invocation: 1 })
    expect(second).not.toResume('socket')
  })

  test('takes the leak of the earlier invocation as it is', () => {
    const { ran: _, ...leak } = timer
    expect(second).toResume(leak)
    expect(second).not.toResume({ ...leak, invocation: 3 })
  })

  test('works with resolves and in the asymmetric form', async () => {
    await expect(Promise.resolve(second)).resolves.toResume('timer')
    expect([second, quiet]).toEqual([expect.toResume(), expect.not.toResume()])
  })

  test('with .not shows each piece of work, where it comes from, and how it went on', () => {
    expect(() => expect(second).not.toResume()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected no earlier work to go on in this invocation, but it did:

        timer 100 ms of invocation 1 (src/track.ts:14:3)
          Await it and every call that leads to it (setTimeout of node:timers/promises), or clear it before the handler answers.
        fetch https://example.com/ of invocation 2, already before it began: real I/O cannot be frozen in process
          Await it and every call that leads to it, and read the body of the response or cancel it (response.body.cancel()).

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
                    went on, since real I/O cannot be frozen in process: fetch https://example.com/ of invocation 2
        thaw
                    goes on: timer 100 ms of invocation 1 (src/track.ts:14:3)
        invoke
          +12 ms    answered]
    `)
    expect(() => expect(second).not.toResume('timer')).toThrow(/^expected no earlier timer to go on in this invocation/)
  })

  test('shows what went on instead', () => {
    expect(() => expect(second).toResume('socket')).toThrow(
      /^expected a socket that was left behind to go on in this invocation, but only this did:\n\n {2}timer 100 ms of invocation 1 /,
    )
  })
})

describe('toResume where nothing went on', () => {
  test('says that a timer may not be due yet [FRZ-6]', () => {
    expect(() => expect(quiet).toResume('timer')).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected a timer that was left behind to go on in this invocation, but nothing did: nothing was left behind, or its time had not come
      A timer goes on when it is due: lambda.idle(…) lets time pass before the next invocation.

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
          +12 ms    answered]
    `)
  })

  test.each([
    [
      'the first one in its environment',
      {},
      'it was the first one in its environment, where nothing had been left behind',
    ],
    [
      'after a reset',
      { invocationIndex: 2 },
      'the environment was initialised again for it, and what was left behind was lost in that reset',
    ],
  ])('says why: %s [RST-1]', (_, given, reason) => {
    expect(() => expect(answered('ok', { ...given, resumed: [] })).toResume()).toThrow(
      `expected work that was left behind to go on in this invocation, but nothing did: ${reason}\n\n`,
    )
  })

  test('fails with and without .not where nobody looked', () => {
    for (const assert of [() => expect(answered(1)).toResume(), () => expect(answered(1)).not.toResume()]) {
      expect(assert).toThrow(/^toResume\(\) has nothing to judge: nobody looked[^]*leaks: 'off'[^]*What happened/)
    }
  })
})

test('toResume looks at what went on in an invocation, and not at how it ended', () => {
  const observers = { failure: vi.fn(), leaks: vi.fn(), resumed: vi.fn() } satisfies Observers
  expect(watch(failed({}, { resumed: [timer] }), observers)).toResume()
  expect(Object.values(observers).map(({ mock }) => mock.calls.length)).toEqual([0, 0, 1])
})
