// Travellers that do as they are told: they wait on a real environment clock, or work, or wait for nothing.

import { createClock, type EnvironmentClock } from '../../src/effects/clock/clock.js'
import { CallSite } from '../../src/effects/clock/call-site.js'
import type { Timeline, Traveller } from '../../src/sandbox/timeline.js'

export const STARTS_AT: number = Date.parse('2026-01-31T12:00:00.000Z')

/** What a traveller does, one step after the other. `work`: real work that goes on for so many looks of the timeline. */
export type Step =
  | { readonly wait: number }
  | { readonly work: number }
  | { readonly load: number }
  | { readonly stir: number }
  | 'stuck'

export type End = 'done' | 'deadline' | 'emptied'

/** Enters the timeline at once, and leaves it when its steps are done or its deadline has come. */
export class ScriptedTraveller implements Traveller {
  readonly clock: EnvironmentClock
  readonly deadline: number
  readonly startedAt: number
  /** Resolves with how it ended. */
  readonly end: Promise<End>
  /** When each of its waits was over, ms since its start. */
  readonly woken: number[] = []
  /** What it was told by the timeline, which may tell each of these once. */
  readonly told: string[] = []
  endedAt = 0
  readonly #timeline: Timeline
  readonly #finish: (end: End) => void
  #steps: readonly Step[]
  #working = 0
  #loading = 0
  #stirring = 0
  #changes = 0
  #over = false

  constructor(
    timeline: Timeline,
    steps: readonly Step[],
    timeoutMs: number = 1_000_000,
    kind: 'fake' | 'real' = 'fake',
  ) {
    this.#timeline = timeline
    this.#steps = steps
    this.startedAt = timeline.now
    this.deadline = timeline.now + timeoutMs
    this.clock = createClock(kind, { startsAt: timeline.now, onMove: (now) => timeline.reach(now), onCrash: () => {} })
    const { promise, resolve } = Promise.withResolvers<End>()
    this.end = promise
    this.#finish = resolve
    timeline.enter(this)
    this.#next()
  }

  loading(): boolean {
    return this.#isAt(this.#loading, () => this.#loading--)
  }

  busy(): boolean {
    return this.#isAt(this.#working, () => this.#working--)
  }

  stirring(): boolean {
    return this.#isAt(this.#stirring, () => this.#stirring--)
  }

  activity(): number {
    return this.#changes
  }

  loopAlive(): boolean {
    return this.clock.hasRefd() || this.#working > 0
  }

  open(): boolean {
    return false
  }

  deadlineReached(): void {
    this.told.push('deadline')
    this.#over ||= this.#ends('deadline')
  }

  loopEmptied(): void {
    this.told.push('emptied')
    this.#over ||= this.#ends('emptied')
  }

  #isAt(left: number, look: () => void): boolean {
    if (left === 0) return false
    look()
    this.#changes++
    if (left === 1) this.#next()
    return left > 1
  }

  #next(): void {
    if (this.#over) return
    const [step, ...rest] = this.#steps
    this.#steps = rest
    if (step === undefined) this.#over = this.#ends('done')
    else if (step === 'stuck') return
    else if ('wait' in step) this.#wait(step.wait)
    else if ('work' in step) this.#working = step.work
    else if ('load' in step) this.#loading = step.load
    else this.#stirring = step.stir
  }

  #wait(delayMs: number): void {
    const callback = (): void => {
      this.woken.push(this.clock.now - this.startedAt)
      this.#next()
    }
    this.clock.schedule({ kind: 'timer', callback, args: [], delayMs, site: new CallSite(callback) })
  }

  #ends(how: End): true {
    this.endedAt = this.clock.now
    this.#timeline.leave(this)
    this.clock.stop()
    this.#finish(how)
    return true
  }
}
