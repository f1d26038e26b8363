// What polls a queue for a function: takes batches in virtual time, invokes, and settles each message (SQS-2, SQS-8, SQS-9).

import type { SQSRecord } from 'aws-lambda'
import { REQUEST_LIMIT_BYTES } from '../invoke/event-payload.js'
import { unwatched } from '../record/observation.js'
import type { InvocationResult } from '../record/result.js'
import { recordOf, type StoredMessage } from './sqs-message.js'
import type { SqsMapping } from './sqs-options.js'
import { judgeBatch } from './sqs-outcome.js'
import type { MessageQueue } from './sqs-queue.js'
import { roundOf, type SqsRecordReport, type SqsRound } from './sqs-round.js'
import { batchesAtOnce, throttleDelay } from './sqs-scaling.js'
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
}

/** How far it goes: one round of batches, or until nothing is left to do. */
interface Run {
  readonly once: boolean
  readonly startedAt: number
  readonly rounds: SqsRound[]
  underWay: number
  ended: boolean
  cancelWake: () => void
}

export class SqsPoller {
  readonly #mapping: SqsMapping
  readonly #target: SourceTarget
  readonly #queue: MessageQueue

  constructor(mapping: SqsMapping, target: SourceTarget, queue: MessageQueue) {
    this.#mapping = mapping
    this.#target = target
    this.#queue = queue
  }

  /** Delivers until the end of the round, or of everything; the rounds come in the order in which they end. */
  async run(once: boolean, rounds: SqsRound[]): Promise<void> {
    const { agenda } = this.#target
    const run: Run = { once, startedAt: agenda.now, rounds, underWay: 0, ended: false, cancelWake: () => {} }
    agenda.at(agenda.now, () => this.#begin(run))
    try {
      await agenda.run(() => run.ended)
    } finally {
      // What the service refused ends the run: nothing of it may go on when somebody else runs the agenda.
      run.ended = true
      run.cancelWake()
    }
  }

  /** Begins as many batches as may run at once, or waits for the next message. */
  #begin(run: Run): void {
    if (run.ended) return
    const { agenda } = this.#target
    const most = this.#batchesAtOnce(run)
    run.cancelWake()
    while (run.underWay < most) {
      const batch = this.#gather({ items: [], filtered: [], bytes: ENVELOPE, full: false }, run)
      if (batch.items.length === 0 && batch.filtered.length === 0) break
      run.underWay++
      const waits = batch.items.length > 0 && !batch.full
      agenda.at(agenda.now + (waits ? this.#mapping.windowMs : 0), () => this.#deliver(batch, run))
    }
    if (run.once && run.underWay > 0) return
    const next = run.underWay < most ? this.#queue.nextAt(this.#receives(run)) : undefined
    if (next !== undefined) run.cancelWake = agenda.at(Math.max(next, agenda.now), () => this.#begin(run))
    else if (run.underWay === 0) run.ended = true
  }

  /** SQS-9; of a FIFO queue as many as there are groups. */
  #batchesAtOnce({ startedAt }: Run): number {
    const { maximumConcurrency, queue } = this.#mapping
    if (queue.fifo) return maximumConcurrency ?? Infinity
    return batchesAtOnce(this.#target.agenda.now - startedAt, maximumConcurrency)
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
        this.#queue.delete(message, receiveCount, now)
        batch.filtered.push({ id, outcome: 'filtered', receiveCount })
        continue
      }
      batch.items.push({ message, record, receiveCount })
      batch.bytes += bytes
      batch.full = batch.items.length >= this.#mapping.batchSize
    }
    return batch
  }

  async #deliver(batch: Batch, run: Run): Promise<void> {
    if (run.ended) return
    if (batch.items.length > 0) this.#gather(batch, run)
    const result = batch.items.length > 0 ? await this.#invoke(batch) : undefined
    run.rounds.push(this.#settle(batch, result, run))
    run.underWay--
    if (!run.once) this.#begin(run)
    else if (run.underWay === 0) run.ended = true
  }

  /** Undefined where Lambda throttled until the messages were visible again (SQS-8). */
  async #invoke({ items }: Batch): Promise<InvocationResult | undefined> {
    const { agenda } = this.#target
    const visibleAt = Math.min(...items.map(({ message }) => message.visibleAt))
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#target.invoke({ Records: items.map(({ record }) => record) })
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'TooManyRequestsException') throw error
      }
      const again = agenda.now + throttleDelay(attempt)
      await new Promise<void>((resolve) => void agenda.at(Math.min(again, visibleAt), resolve))
      if (again >= visibleAt) return undefined
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
    return roundOf(result, [...filtered, ...records], [...explanations], [...deliveries])
  }
}

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
