// The records of a shard that are processed one batch after another: a whole shard, or one lane of it with
// `parallelizationFactor` (STM-1). It says what comes next and when, and invokes nothing.

import { REQUEST_LIMIT_BYTES } from '../invoke/event-payload.js'
import type { InvocationResult } from '../record/result.js'
import type { Batch, Entry } from './stream-batch.js'
import { backOff, hasState, outcomeOf, type RetryPolicy, type Verdict } from './stream-outcome.js'
import { TumblingWindow, windowEnd } from './stream-window.js'

/** What the mapping says of batches; times in ms. */
export interface LaneSettings extends RetryPolicy {
  readonly batchSize: number
  /** `maximumBatchingWindowInSeconds`. */
  readonly gatherMs: number
  /** How old a record may become: the lesser of the maximum age and the retention of the stream. */
  readonly lifetimeMs: number
  readonly longestBackOffMs: number
  /** `tumblingWindowInSeconds`; 0 for none. */
  readonly windowMs: number
}

/** What a lane does at one moment: it drops records that match no filter, gives up what is too old, and has a batch to deliver. */
export interface Step {
  readonly filtered: readonly Entry[]
  /** What is too old, as the batch that it was in. */
  readonly expired?: Batch
  readonly batch?: Batch
}

/** What became of a batch that was delivered. */
export interface Concluded {
  readonly processed: readonly Entry[]
  readonly retried: readonly Entry[]
  readonly discarded: readonly Entry[]
  /** Its retries are used up. */
  readonly gaveUp: boolean
}

/** What the waiting records make: a batch, what is filtered out before its end, and how many they are together. */
interface Gathered {
  readonly entries: Entry[]
  readonly filtered: Entry[]
  length: number
  full: boolean
}

/** Room for what stands in the event beside records and state. */
const ENVELOPE_BYTES = 1024

export class Lane {
  readonly #settings: LaneSettings
  /** In the order in which they arrived. */
  readonly #waiting: Entry[] = []
  /** The batch under way, or the parts that it was split into, in order. */
  #parts: Batch[] = []
  #window: TumblingWindow | undefined
  /** Deliveries in a row that brought nothing forward. */
  #failures = 0
  #freeAt = 0
  #delivering: Batch | undefined

  constructor(settings: LaneSettings) {
    this.#settings = settings
  }

  add(entry: Entry): void {
    this.#waiting.push(entry)
  }

  /** What is neither processed nor given up, in order. */
  get entries(): readonly Entry[] {
    const under = this.#delivering ? [this.#delivering, ...this.#parts] : this.#parts
    return [...under.flatMap(({ entries }) => entries), ...this.#waiting]
  }

  /** When there is something to do, which may be past; undefined while a batch is under way, or nothing is left. */
  get dueAt(): number | undefined {
    if (this.#delivering) return undefined
    const [part] = this.#parts
    if (part) return Math.min(part.dueAt, this.#expiryOf(part))
    if (this.#window?.terminatedEarly) return this.#freeAt
    const first = this.#waiting.find(({ passes }) => passes)
    if (first) return this.#gatheredAt(first)
    return this.#waiting[0]?.at ?? this.#window?.end
  }

  /** Takes what is due at `now`. Where that is a batch, nothing else is due before it is concluded. */
  take(now: number): Step {
    const [part, ...rest] = this.#parts
    this.#parts = rest
    const { filtered, batch } = part ? { filtered: [], batch: part } : this.#gather(now)
    const [expired, alive] = this.#split(batch, now)
    if (expired) this.#failures = 0
    if (expired?.final) this.#window = undefined
    const step: Step = { filtered, ...(expired && { expired }) }
    if (!alive) return step
    if (alive.dueAt > now) {
      this.#parts.unshift(alive)
      return step
    }
    this.#delivering = alive
    return { ...step, batch: alive }
  }

  /** What becomes of the batch that was taken. `result` is how it ended where it ran. */
  conclude(verdict: Verdict, result: InvocationResult | undefined, now: number): Concluded {
    const batch = this.#delivering
    if (!batch) throw new Error('no batch was taken from this lane')
    this.#delivering = undefined
    this.#freeAt = now
    const { entries, final, window } = batch
    // A final invocation fails or succeeds as one record would.
    const size = final ? 1 : entries.length
    const { processed, again, discarded } = outcomeOf(verdict, { size, retries: batch.retries }, this.#settings)
    if (processed > 0 && hasState(result?.payload)) window?.handOn(result.payload.state)
    if (final && again.length === 0) this.#window = undefined
    this.#failures = (processed + discarded > 0 ? 0 : this.#failures) + (again.length > 0 ? 1 : 0)
    const dueAt = now + backOff(this.#failures, this.#settings.longestBackOffMs)
    const last = result && { last: result }
    let from = processed
    const parts = again.map((part) => {
      const some = entries.slice(from, (from += part.size))
      return { ...batch, ...last, entries: some, retries: part.retries, dueAt }
    })
    this.#parts.unshift(...parts)
    return {
      processed: entries.slice(0, processed),
      retried: parts.flatMap((part) => part.entries),
      discarded: entries.slice(from),
      gaveUp: discarded > 0,
    }
  }

  /** What of a batch is too old, and the rest of it. */
  #split(batch: Batch, now: number): readonly [Batch | undefined, Batch | undefined] {
    if (batch.final) return this.#expiryOf(batch) <= now ? [batch, undefined] : [undefined, batch]
    const old = batch.entries.filter(({ at }) => at + this.#settings.lifetimeMs <= now)
    const alive = batch.entries.slice(old.length)
    return [
      old.length > 0 ? { ...batch, entries: old } : undefined,
      alive.length > 0 ? { ...batch, entries: alive } : undefined,
    ]
  }

  /** When the first of its records is too old; a final invocation has the time of a record that arrives when it is due. */
  #expiryOf({ entries: [first], window }: Batch): number {
    return (first?.at ?? window?.end ?? Infinity) + this.#settings.lifetimeMs
  }

  /** A batch goes when it is full, when the batching window is over, or when the tumbling window is (STM-1, STM-6). */
  #gatheredAt(first: Entry): number {
    const { gatherMs, windowMs, lifetimeMs } = this.#settings
    if (gatherMs === 0 || this.#scan().full) return first.at
    const end = windowMs > 0 ? windowEnd(first.at, windowMs) : Infinity
    return Math.min(
      Math.max(first.at, this.#freeAt) + gatherMs,
      end,
      this.#window?.end ?? Infinity,
      first.at + lifetimeMs,
    )
  }

  /** The next batch; empty where all that waits is filtered out. */
  #gather(now: number): { readonly filtered: readonly Entry[]; readonly batch: Batch } {
    const { windowMs } = this.#settings
    const { entries, filtered, length } = this.#scan()
    const [first] = entries
    const base = { retries: 0, dueAt: now, final: false }
    const window = this.#window
    if (window && (window.terminatedEarly || (first?.at ?? now) >= window.end)) {
      return { filtered: [], batch: { ...base, entries: [], final: true, window } }
    }
    this.#waiting.splice(0, length)
    if (first && windowMs > 0) this.#window ??= new TumblingWindow(first.at, windowMs)
    return { filtered, batch: { ...base, entries, window: this.#window } }
  }

  /** The batch that the waiting records make: its size, 6 MB of JSON (STM-1) or the tumbling window end it. */
  #scan(): Gathered {
    const { batchSize, windowMs } = this.#settings
    const gathered: Gathered = { entries: [], filtered: [], length: 0, full: false }
    const { entries, filtered } = gathered
    let bytes = ENVELOPE_BYTES + (this.#window?.stateBytes ?? 0)
    let end = Infinity
    for (const entry of this.#waiting) {
      if (entry.passes) {
        bytes += entry.bytes + 1
        const isTooMuch = entries.length > 0 && (bytes > REQUEST_LIMIT_BYTES || entry.at >= end)
        gathered.full = isTooMuch || entries.length === batchSize
        if (gathered.full) return gathered
        if (entries.length === 0 && windowMs > 0) end = windowEnd(entry.at, windowMs)
        entries.push(entry)
      } else filtered.push(entry)
      gathered.length++
    }
    gathered.full = entries.length === batchSize
    return gathered
  }
}
