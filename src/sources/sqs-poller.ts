// What polls a queue for a function: takes batches in virtual time, invokes, and settles each message (SQS-2, SQS-8, SQS-9).

import type { SQSRecord } from 'aws-lambda'
import { REQUEST_LIMIT_BYTES } from '../invoke/event-payload.js'
import { unwatched } from '../record/observation.js'
import type { InvocationResult } from '../record/result.js'
import { withUnreadFailures } from '../record/unread-failures.js'
import { ExplainedRounds } from './explained-rounds.js'
import { FilteredOut, howRecordsMatch } from './filtered-out.js'
import { recordOf, type StoredMessage } from './sqs-message.js'
import type { SqsMapping } from './sqs-options.js'
import { FAILED, judgeBatch, unreadFailures } from './sqs-outcome.js'
import type { MessageQueue } from './sqs-queue.js'
import { roundOf, type SqsRecordReport, type SqsRound } from './sqs-round.js'
import { batchesAtOnce, nextGrowth, throttleDelay } from './sqs-scaling.js'
import type { SourceTarget } from './target.js'

/**
 * After so many receives `settled()` leaves a message in a queue without a redrive policy: it would come back until the
 * retention period ends, which is more than ten thousand times with AWS's defaults.
 */
export const SETTLED_RECEIVES = 100

/** A message of a batch, and the record that the function gets of it. */
interface Received {
  readonly message: StoredMessage
  readonly record: SQSRecord
  /** This time included. */
  readonly receiveCount: number
}

/** A batch that is being gathered or delivered. */
interface Batch {
  readonly items: Received[]
  readonly filtered: SqsRecordReport[]
  bytes: number
  full: boolean
  /** When the first of its messages is visible again. */
  visibleAt: number
}

/** How far it goes: one round of batches, or until nothing is left to do. */
interface Run {
  readonly once: boolean
  readonly startedAt: number
  readonly rounds: SqsRound[]
  underWay: number
  /** The batch that waits for more messages until its window is over, and what keeps it from being delivered then. */
  open?: { readonly batch: Batch; readonly cancel: () => void } | undefined
  ended: boolean
  cancelWake: () => void
}

export class SqsPoller {
  readonly #mapping: SqsMapping
  readonly #target: SourceTarget
  readonly #queue: MessageQueue
  readonly #explained: ExplainedRounds
  readonly #filteredOut: FilteredOut
  readonly #runs = new Set<Run>()

  constructor(mapping: SqsMapping, target: SourceTarget, queue: MessageQueue) {
    this.#mapping = mapping
    this.#target = target
    this.#queue = queue
    this.#explained = new ExplainedRounds(target, WHERE)
    this.#filteredOut = new FilteredOut(target, WHERE)
  }

  /** Delivers until the end of the round, or of everything; the rounds come in the order in which they end. */
  async run(once: boolean, rounds: SqsRound[]): Promise<void> {
    const { agenda } = this.#target
    const run: Run = { once, startedAt: agenda.now, rounds, underWay: 0, ended: false, cancelWake: () => {} }
    this.#runs.add(run)
    agenda.at(agenda.now, () => this.#goOn(run))
    try {
      await agenda.run(() => run.ended, run)
    } finally {
      // What the service refused ends the run: nothing of it may go on when somebody else runs the agenda.
      run.ended = true
      run.cancelWake()
      this.#runs.delete(run)
    }
  }

  /** Messages were sent: who is polling receives them at this moment, together with those that are sent next. */
  sent(): void {
    const { agenda } = this.#target
    for (const run of this.#runs) agenda.at(agenda.now, () => this.#goOn(run))
  }

  /** Receives what can be received now, and puts down when that is to be asked again; or ends the run. */
  #goOn(run: Run): void {
    if (run.ended) return
    const { agenda } = this.#target
    const most = this.#batchesAtOnce(run, agenda.now)
    // The batches of one round begin at one moment.
    const room = run.once && run.underWay > 0 ? 0 : most
    run.cancelWake()
    this.#fillOpen(run)
    while (run.underWay < room) {
      const batch = this.#gather({ items: [], filtered: [], bytes: ENVELOPE, full: false, visibleAt: Infinity }, run)
      if (batch.items.length === 0 && batch.filtered.length === 0) break
      run.underWay++
      this.#schedule(batch, run)
    }
    const waits = run.open !== undefined || run.underWay === 0 || run.underWay < room
    const next = waits ? this.#queue.nextAt(this.#receives(run)) : this.#growsAt(run, most)
    if (next !== undefined) run.cancelWake = agenda.at(Math.max(next, agenda.now), () => this.#goOn(run))
    else if (run.underWay === 0) run.ended = true
  }

  /** A batch that is full does not wait for the end of its window (SQS-2), nor does one of which nothing is to be delivered. */
  #schedule(batch: Batch, run: Run): void {
    const { agenda } = this.#target
    const { windowMs } = this.#mapping
    const waits = windowMs > 0 && batch.items.length > 0 && !batch.full
    const cancel = agenda.at(agenda.now + (waits ? windowMs : 0), () => this.#deliver(batch, run), run)
    run.open = waits ? { batch, cancel } : undefined
  }

  /** What is visible again before the end of the window belongs to another batch, or a batch would have it twice. */
  #fillOpen(run: Run): void {
    const { open } = run
    if (!open) return
    if (open.batch.visibleAt <= this.#target.agenda.now) run.open = undefined
    else if (this.#gather(open.batch, run).full) {
      open.cancel()
      this.#schedule(open.batch, run)
    }
  }

  /** SQS-9; of a FIFO queue as many as there are groups. */
  #batchesAtOnce({ startedAt }: Run, at: number): number {
    const { maximumConcurrency, queue } = this.#mapping
    if (queue.fifo) return maximumConcurrency ?? Infinity
    return batchesAtOnce(at - startedAt, maximumConcurrency)
  }

  /** When more than `most` batches may run at once, of a run that may begin more. */
  #growsAt(run: Run, most: number): number | undefined {
    const at = run.startedAt + nextGrowth(this.#target.agenda.now - run.startedAt)
    return !run.once && this.#batchesAtOnce(run, at) > most ? at : undefined
  }

  #receives({ once }: Run): number {
    return once || this.#mapping.queue.maxReceiveCount !== undefined ? Infinity : SETTLED_RECEIVES
  }

  /** Receives what still fits into the batch; what matches no filter is deleted (STM-8). */
  #gather(batch: Batch, run: Run): Batch {
    const { now } = this.#target.agenda
    for (const message of this.#queue.receivable(now, this.#receives(run))) {
      const record = recordOf(message, now)
      const passes = this.#mapping.passes(record)
      const bytes = Buffer.byteLength(JSON.stringify(record)) + 1
      // SQS-2: 6 MB, envelope and all; a message alone always fits.
      if (passes && batch.items.length > 0 && batch.bytes + bytes > REQUEST_LIMIT_BYTES) batch.full = true
      if (batch.full) break
      this.#queue.receive(message, now)
      const { id, receiveCount } = message
      if (!passes) {
        this.#filteredOut.held(HOW_FILTERED)
        this.#queue.delete(message, receiveCount, now)
        batch.filtered.push({ id, outcome: 'filtered', receiveCount })
        continue
      }
      this.#filteredOut.passed()
      batch.items.push({ message, record, receiveCount })
      batch.visibleAt = Math.min(batch.visibleAt, message.visibleAt)
      batch.bytes += bytes
      batch.full = batch.items.length >= this.#mapping.batchSize
    }
    return batch
  }

  async #deliver(batch: Batch, run: Run): Promise<void> {
    if (run.ended) return
    if (run.open?.batch === batch) run.open = undefined
    const result = batch.items.length > 0 ? await this.#invoke(batch, run) : undefined
    if (run.ended && !result) return
    run.rounds.push(this.#settle(batch, result, run))
    run.underWay--
    if (run.once && run.underWay === 0) run.ended = true
    for (const each of this.#runs) this.#goOn(each)
  }

  /** Undefined where Lambda throttled until the messages were visible again (SQS-8), or until the run had ended. */
  async #invoke({ items, visibleAt }: Batch, run: Run): Promise<InvocationResult | undefined> {
    const { agenda } = this.#target
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#target.invoke({ Records: items.map(({ record }) => record) })
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'TooManyRequestsException') throw error
      }
      const again = agenda.now + throttleDelay(attempt)
      await new Promise<void>((resolve) => void agenda.at(Math.min(again, visibleAt), resolve))
      if (again >= visibleAt || run.ended) return undefined
    }
  }

  #settle({ items, filtered }: Batch, result: InvocationResult | undefined, run: Run): SqsRound {
    if (items.length === 0) return roundOf(undefined, filtered, [], [])
    if (result) for (const { message } of items) message.deliveries.push(result)
    const ids = items.map(({ message: { id, group } }) => ({ id, group }))
    // Reading the result here is not the test's looking at it.
    const { returned, explanation } = result
      ? judgeBatch(ids, unwatched(result), this.#mapping.reportsItems)
      : { returned: new Set(ids.map(({ id }) => id)), explanation: THROTTLED }
    const explanations = new Set(explanation === undefined ? [] : [explanation])
    const records = items.map(({ message, receiveCount }): SqsRecordReport => {
      const { id } = message
      const outcome = returned.has(id)
        ? this.#queue.fail(message, receiveCount)
        : this.#queue.delete(message, receiveCount, this.#target.agenda.now)
      if (outcome !== 'deleted' && !returned.has(id)) explanations.add(TOO_LATE)
      if (outcome === 'returned' && receiveCount === this.#receives(run)) explanations.add(leftAlone(id))
      return { id, outcome, receiveCount }
    })
    const deliveries = new Set(items.flatMap(({ message }) => message.deliveries))
    const read = this.#tell(explanations)
    const shown = result && this.#shown(result, items.length, read)
    return roundOf(shown, [...filtered, ...records], [...explanations], [...deliveries], read)
  }

  #tell(explanations: ReadonlySet<string>): (() => void) | undefined {
    const told = [...explanations].filter((one) => one !== FAILED)
    return told.length > 0 ? this.#explained.tell(told.join(' ')) : undefined
  }

  #shown(result: InvocationResult, size: number, told: (() => void) | undefined): InvocationResult {
    return this.#mapping.reportsItems ? result : withUnreadFailures(result, unreadFailures(size), told)
  }
}

const WHERE = 'sources.sqs()'
const HOW_FILTERED = howRecordsMatch('body', "{ body: { status: ['new'] } } for JSON")

const ENVELOPE = '{"Records":[]}'.length

const THROTTLED =
  'Lambda throttled the invocation until the visibility timeout had passed: the messages are visible again, and have been received once more (SQS-8).'

const TOO_LATE =
  'Messages were visible again before the function had answered, so they could not be deleted: the batching window and throttling count against queue.visibilityTimeout (SQS-4).'

function leftAlone(id: string): string {
  return (
    `settled() leaves message ${id} in the queue after ${SETTLED_RECEIVES} receives: without a redrivePolicy it comes ` +
    'back until messageRetentionPeriod ends. Give queue: { redrivePolicy: { maxReceiveCount } } to have it in deadLetterQueue (SQS-5).'
  )
}
