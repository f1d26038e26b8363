import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Timeout } from '../../../src/effects/clock/handles.js'
import { advanceTo, createEnvironment, set, setEvery, STARTS_AT } from './environment.js'

/** What a random program does, step by step. */
type Step =
  | { readonly do: 'set'; readonly delay: number; readonly repeats: boolean; readonly first: Inner | undefined }
  | { readonly do: 'clear' | 'refresh'; readonly which: number }
  | { readonly do: 'advance' | 'freeze'; readonly ms: number }

/** What a callback of it does the first time. */
type Inner =
  { readonly do: 'set'; readonly delay: number } | { readonly do: 'clear' | 'refresh'; readonly which: number }

/** What a program runs on: our clock, or the reference below. */
interface Subject {
  set(delay: number, repeats: boolean, callback: () => void): number
  clear(which: number): void
  refresh(which: number): void
  advance(ms: number): void
  freeze(ms: number): void
  now(): number
}

interface ReferenceTimer {
  readonly delay: number
  readonly repeats: boolean
  readonly callback: () => void
  dueAt: number
  order: number
  state: 'set' | 'fired' | 'cleared'
}

class Reference implements Subject {
  #now = STARTS_AT
  #order = 0
  #thawedAt = -Infinity
  readonly #all: ReferenceTimer[] = []

  set(delay: number, repeats: boolean, callback: () => void): number {
    const dueAt = this.#now + delay
    return this.#all.push({ delay, repeats, callback, dueAt, order: this.#order++, state: 'set' }) - 1
  }

  clear(which: number): void {
    const timer = this.#all[which]
    if (timer) timer.state = 'cleared'
  }

  refresh(which: number): void {
    const timer = this.#all[which]
    if (!timer || timer.state === 'cleared') return
    Object.assign(timer, { dueAt: this.#now + timer.delay, order: this.#order++, state: 'set' })
  }

  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#all
        .filter(({ state, dueAt }) => state === 'set' && dueAt <= end)
        .sort((a, b) => a.dueAt - b.dueAt || a.order - b.order)
      if (!next) break
      this.#now = Math.max(this.#now, next.dueAt)
      const from = next.dueAt < this.#thawedAt ? this.#now : next.dueAt
      next.state = 'fired'
      next.callback()
      if (!next.repeats || next.state !== 'fired') continue
      Object.assign(next, { dueAt: from + next.delay, order: this.#order++, state: 'set' })
    }
    this.#now = end
  }

  freeze(ms: number): void {
    this.#now += ms
    this.#thawedAt = this.#now
    this.advance(0)
  }

  now(): number {
    return this.#now
  }
}

class Ours implements Subject {
  readonly #clock = createEnvironment().clock
  readonly #handles: Timeout[] = []

  set(delay: number, repeats: boolean, callback: () => void): number {
    return this.#handles.push((repeats ? setEvery : set)(this.#clock, delay, callback)) - 1
  }

  clear(which: number): void {
    this.#handles[which]?.close()
  }

  refresh(which: number): void {
    this.#handles[which]?.refresh()
  }

  advance(ms: number): void {
    advanceTo(this.#clock, this.#clock.now + ms)
  }

  freeze(ms: number): void {
    this.#clock.freeze()
    this.#clock.thaw(ms)
    while (this.#clock.fireOne());
  }

  now(): number {
    return this.#clock.now
  }
}

/** Runs a program and lists what fired when. */
function trace(subject: Subject, program: readonly Step[]): string[] {
  const log: string[] = []
  const perform = (step: Step | Inner): void => {
    if (step.do === 'set') {
      const { delay } = step
      let inner = 'first' in step ? step.first : undefined
      const id = subject.set(delay, 'repeats' in step && step.repeats, () => {
        log.push(`${id} at ${subject.now() - STARTS_AT}`)
        const once = inner
        inner = undefined
        if (once) perform(once)
      })
    } else if ('ms' in step) subject[step.do](step.ms)
    else subject[step.do](step.which)
  }
  for (const step of program) perform(step)
  return log
}

const delay = fc.integer({ min: 1, max: 40 })
const which = fc.nat(6)
const inner: fc.Arbitrary<Inner> = fc.oneof(
  fc.record({ do: fc.constant('set' as const), delay }),
  fc.record({ do: fc.constantFrom('clear' as const, 'refresh' as const), which }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      delay,
      repeats: fc.boolean(),
      first: fc.option(inner, { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('clear' as const, 'refresh' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('freeze' as const), ms: fc.nat(200) }) },
)

describe('any program of timers', () => {
  test('fires the same callbacks at the same times as on a list that is sorted anew each time', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (program) => {
        const expected = trace(new Reference(), program)
        expect(trace(new Ours(), program)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})
