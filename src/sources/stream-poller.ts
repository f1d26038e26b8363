// What polls a stream for a function: takes batches from its shards in virtual time, invokes, and checkpoints (STM-1..6).

import { joinFaults } from '../record/faults.js'
import { unwatched } from '../record/observation.js'
import type { InvocationResult } from '../record/result.js'
import { withUnreadFailures } from '../record/unread-failures.js'
import { ExplainedRounds } from './explained-rounds.js'
import type { Batch, Entry } from './stream-batch.js'
import { type FailureCondition, failureRecord, type StreamFailure } from './stream-failure.js'
import { Lane } from './stream-lane.js'
import type { StreamMapping } from './stream-options.js'
import { judge, THROTTLED, UNREAD_FAILURES } from './stream-outcome.js'
import { roundOf, type StreamRecordReport, type StreamRound } from './stream-round.js'
import { laneOf } from './shard-hash.js'
import type { SourceTarget } from './target.js'

/** A lane of a shard. */
interface Line {
  readonly shardId: string
  readonly lane: Lane
}

/** A run to the end: its rounds, and the deliveries that are to come. */
interface Run {
  readonly rounds: StreamRound[]
  readonly armed: Map<Line, () => void>
}

export class StreamPoller {
  readonly #mapping: StreamMapping
  readonly #target: SourceTarget
  /** Of each shard. */
  readonly #shards: readonly (readonly Line[])[]
  readonly #lines: readonly Line[]
  readonly #failures: StreamFailure[] = []
  readonly #explained: ExplainedRounds
  #run: Run | undefined
  /** Lines that are delivering, whoever asked for it. */
  #underWay = 0

  constructor(mapping: StreamMapping, target: SourceTarget) {
    this.#mapping = mapping
    this.#target = target
    this.#explained = new ExplainedRounds(target, mapping.where)
    this.#shards = mapping.shardIds.map((shardId) =>
      Array.from({ length: mapping.parallelizationFactor }, () => ({ shardId, lane: new Lane(mapping) })),
    )
    this.#lines = this.#shards.flat()
  }

  /** In the order in which they were sent. */
  get failures(): readonly StreamFailure[] {
    return this.#failures
  }

  /** What is in the shards and neither processed nor given up. */
  get waiting(): readonly { readonly shardId: string; readonly entry: Entry }[] {
    return this.#lines.flatMap(({ shardId, lane }) => lane.entries.map((entry) => ({ shardId, entry })))
  }

  /** Puts a record into a shard; those of one `key` stay in order. */
  put(shard: number, key: string, entry: Entry): void {
    const lines = this.#shards[shard] ?? []
    const line = lines[lines.length > 1 ? laneOf(key, lines.length) : 0]
    if (!line) throw new Error(`the stream has no shard ${shard}`)
    line.lane.add(entry)
    this.#arm(line)
  }

  /** Delivers what is due first, a batch from each shard that has one by then; time passes until it is. */
  async poll(rounds: StreamRound[]): Promise<void> {
    const { agenda } = this.#target
    const first = Math.min(...this.#lines.map(({ lane }) => lane.dueAt ?? Infinity))
    if (first === Infinity) return
    let over = false
    const deliver = async (): Promise<void> => {
      const delivered = await Promise.allSettled(this.#lines.map((line) => this.#deliver(line, rounds)))
      const refused = delivered.flatMap((each) => (each.status === 'rejected' ? (each.reason as Error) : []))
      if (refused.length > 0) throw joinFaults(refused)
      over = true
    }
    const cancel = agenda.at(Math.max(first, agenda.now), deliver, deliver)
    try {
      await agenda.run(() => over, deliver)
    } finally {
      cancel()
    }
  }

  /** Delivers until nothing is left; shards go on side by side. One call at a time. */
  async settle(rounds: StreamRound[]): Promise<void> {
    const run: Run = { rounds, armed: new Map() }
    this.#run = run
    for (const line of this.#lines) this.#arm(line)
    try {
      await this.#target.agenda.run(() => run.armed.size === 0 && this.#underWay === 0, run)
    } finally {
      for (const cancel of run.armed.values()) cancel()
      this.#run = undefined
    }
  }

  /** While it runs to the end: puts down when the line has something to do next. */
  #arm(line: Line): void {
    const run = this.#run
    if (!run) return
    const { agenda } = this.#target
    run.armed.get(line)?.()
    run.armed.delete(line)
    const at = line.lane.dueAt
    if (at === undefined) return
    const deliver = (): Promise<void> => {
      run.armed.delete(line)
      // What rejects here ends the run.
      return this.#deliver(line, run.rounds)
    }
    run.armed.set(line, agenda.at(Math.max(at, agenda.now), deliver, run))
  }

  /** Delivers what the line has by now, if anything. */
  async #deliver(line: Line, rounds: StreamRound[]): Promise<void> {
    if ((line.lane.dueAt ?? Infinity) > this.#target.agenda.now) return
    this.#underWay++
    try {
      await this.#deliverDue(line, rounds)
    } finally {
      this.#underWay--
    }
  }

  async #deliverDue(line: Line, rounds: StreamRound[]): Promise<void> {
    const { agenda } = this.#target
    const { shardId, lane } = line
    const { filtered, expired, batch } = lane.take(agenda.now)
    if (expired) this.#giveUp(expired, 'RecordAgeExceeded', shardId)
    const unseen = [...reports(filtered, 'filtered'), ...reports(expired?.entries ?? [], 'expired')]
    const before = expired ? deliveriesOf(expired) : []
    if (batch) rounds.push(await this.#invoke(line, batch, unseen, before))
    else rounds.push(this.#roundOf(shardId, undefined, unseen, expired?.final ? FINAL_GIVEN_UP : undefined, before))
    this.#arm(line)
  }

  async #invoke(
    { shardId, lane }: Line,
    batch: Batch,
    unseen: readonly StreamRecordReport[],
    before: readonly InvocationResult[],
  ): Promise<StreamRound> {
    const { agenda } = this.#target
    let result: InvocationResult | undefined
    try {
      result = await this.#target.invoke(this.#eventOf(batch, shardId))
      for (const entry of batch.entries) {
        entry.attempts++
        entry.deliveries.push(result)
      }
      if (batch.final) batch.window?.finals.push(result)
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'TooManyRequestsException') {
        lane.conclude(THROTTLED, undefined, agenda.now)
        throw error
      }
    }
    // Reading the result here is not the test's looking at it.
    const seen = result && unwatched(result)
    const ids = batch.entries.map(({ id }) => id)
    const verdict = seen ? judge(ids, seen, this.#mapping) : THROTTLED
    const { processed, retried, discarded, gaveUp } = lane.conclude(verdict, seen, agenda.now)
    if (gaveUp) {
      this.#giveUp({ ...batch, entries: discarded, ...(seen && { last: seen }) }, 'RetryAttemptsExhausted', shardId)
    }
    const records = [
      ...unseen,
      ...reports(processed, 'processed'),
      ...reports(retried, 'retried'),
      ...reports(discarded, 'failed'),
    ]
    const explanation = gaveUp && batch.final ? FINAL_GIVEN_UP : verdict.explanation
    return this.#roundOf(shardId, result, records, explanation, [...before, ...deliveriesOf(batch)])
  }

  #roundOf(...round: Parameters<typeof roundOf>): StreamRound {
    const [shardId, result, records, explanation, deliveries] = round
    const read = explanation === undefined ? undefined : this.#explained.tell(explanation)
    const shown = result && !this.#mapping.reportsItems ? withUnreadFailures(result, UNREAD_FAILURES, read) : result
    return roundOf(shardId, shown, records, explanation, deliveries, read)
  }

  /** STM-6, STM-7. */
  #eventOf({ entries, window, final }: Batch, shardId: string): object {
    const Records = entries.map(({ record }) => record)
    return window ? { Records, ...window.fields(final), shardId, eventSourceARN: this.#mapping.streamArn } : { Records }
  }

  #giveUp(batch: Batch, condition: FailureCondition, shardId: string): void {
    const { destination, kind, streamArn } = this.#mapping
    if (destination === undefined || batch.final) return
    const { agenda, functionArn, uuid } = this.#target
    const payload = isBucket(destination) ? JSON.stringify(this.#eventOf(batch, shardId)) : undefined
    const given = { batch, condition, kind, shardId, streamArn, functionArn, now: agenda.now, uuid, payload }
    this.#failures.push(failureRecord(given))
  }
}

const FINAL_GIVEN_UP =
  'The final invocation of a tumbling window was given up: the state of the window is dropped, and no destination hears of it (STM-6).'

function reports(entries: readonly Entry[], outcome: StreamRecordReport['outcome']): StreamRecordReport[] {
  return entries.map(({ id, attempts }) => ({ id, outcome, attempts }))
}

/** How the deliveries of a batch ended so far. Records that were in an event together share its result. */
function deliveriesOf({ entries, final, window }: Batch): readonly InvocationResult[] {
  if (final && window) return [...window.finals]
  return [...new Set(entries.flatMap(({ deliveries }) => deliveries))]
}

function isBucket(arn: string): boolean {
  return /^arn:[\w-]+:s3:/.test(arn)
}
