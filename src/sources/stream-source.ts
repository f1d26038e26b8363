// What sources of streams have in common: records are put into shards, delivered step by step, and looked at.

import { observe } from '../record/observation.js'
import { FilteredOut, howRecordsMatch } from './filtered-out.js'
import type { StreamFailure, StreamKind } from './stream-failure.js'
import type { StreamMapping } from './stream-options.js'
import { StreamPoller } from './stream-poller.js'
import type { StreamRound } from './stream-round.js'
import { PerTest, type SourceConnection, type SourceTarget } from './target.js'

/** A record that is in the stream and neither processed nor given up. */
export interface WaitingRecord {
  /** The sequence number. */
  readonly id: string
  readonly shardId: string
  /** How often it was in an event. */
  readonly attempts: number
  /** As it stands in the event. */
  readonly record: unknown
}

/** A record to put: where it goes, and what it is once it has its sequence number. */
export interface NewRecord {
  readonly shard: number
  /** Records of one key stay in order. */
  readonly key: string
  readonly recordOf: (sequence: number, at: number) => { readonly id: string; readonly record: unknown }
}

/** What there is of a stream in one test. */
interface StreamState {
  readonly target: SourceTarget
  readonly poller: StreamPoller
  readonly filteredOut: FilteredOut
  readonly rounds: StreamRound[]
  puts: number
  settling: Promise<readonly StreamRound[]> | undefined
}

/** A stream and its event source mapping; what it holds belongs to the running test. */
export abstract class StreamSource<Payload = unknown> {
  readonly #mapping: StreamMapping
  readonly #states: PerTest<StreamState>

  constructor(connection: SourceConnection, mapping: StreamMapping) {
    this.#mapping = mapping
    this.#states = new PerTest(connection, (target) => ({
      target,
      poller: new StreamPoller(mapping, target),
      filteredOut: new FilteredOut(target, mapping.where),
      rounds: [],
      puts: 0,
      settling: undefined,
    }))
  }

  /**
   * Lets Lambda deliver once: a batch from each shard that has one due. Where none is due yet, because a retry or the
   * batching window waits, virtual time passes until one is. Returns a round for each batch; none when nothing is left.
   * Rejects with what the service refuses, but for throttling: of several shards with an `AggregateError`.
   */
  poll(): Promise<readonly StreamRound<Payload>[]> {
    return this.#run('stream.poll()', (state) => collect(state, (rounds) => state.poller.poll(rounds)))
  }

  /**
   * Lets Lambda deliver until every record is processed or given up, and every tumbling window has ended, in virtual time;
   * returns the rounds in the order in which they ended. A record that always fails ends with its retries or its age: with
   * AWS's defaults when the stream loses it, a day later, after some 300 deliveries.
   */
  settled(): Promise<readonly StreamRound<Payload>[]> {
    return this.#run('stream.settled()', async (state) => {
      state.settling ??= collect(state, (rounds) => state.poller.settle(rounds)).finally(() => {
        state.settling = undefined
      })
      return await state.settling
    })
  }

  /** What is in the shards and neither processed nor given up. Reading it counts as having looked at failures so far. */
  get records(): readonly WaitingRecord[] {
    return this.#look('stream.records').poller.waiting.map(({ shardId, entry: { id, attempts, record } }) => ({
      id,
      shardId,
      attempts,
      record: structuredClone(record),
    }))
  }

  /**
   * What Lambda sent to the on-failure destination (STM-5), oldest first; nothing without `destinationConfig`. Reading it
   * counts as having looked at failures so far.
   */
  get failures(): readonly StreamFailure[] {
    return structuredClone(this.#look('stream.failures').poller.failures)
  }

  /** Puts records that arrive now; returns their sequence numbers. */
  protected add(caller: string, records: readonly NewRecord[]): readonly string[] {
    const state = this.#states.get(caller)
    const at = state.target.agenda.now
    const made = records.map(({ recordOf, ...place }, index) => ({ ...place, ...recordOf(state.puts + index, at) }))
    state.puts += made.length
    return made.map(({ shard, key, id, record }) => {
      const bytes = Buffer.byteLength(JSON.stringify(record))
      const passes = this.#mapping.passes(record)
      if (passes) state.filteredOut.passed()
      else state.filteredOut.held(HOW_FILTERED[this.#mapping.kind])
      state.poller.put(shard, key, { id, at, record, bytes, passes, attempts: 0, deliveries: [] })
      return id
    })
  }

  #run(
    caller: string,
    verb: (state: StreamState) => Promise<readonly StreamRound[]>,
  ): Promise<readonly StreamRound<Payload>[]> {
    return this.#states.run(caller, verb) as Promise<readonly StreamRound<Payload>[]>
  }

  #look(caller: string): StreamState {
    const state = this.#states.get(caller)
    for (const { result } of state.rounds) observe(result)
    return state
  }
}

const HOW_FILTERED: Readonly<Record<StreamKind, string>> = {
  kinesis: howRecordsMatch('data', "{ data: { status: ['new'] } }"),
  dynamodb: howRecordsMatch('dynamodb', "{ dynamodb: { NewImage: { status: { S: ['new'] } } } }"),
}

/** The rounds of one call, which are then those of the test, whether or not it succeeds. */
async function collect(
  state: StreamState,
  run: (rounds: StreamRound[]) => Promise<void>,
): Promise<readonly StreamRound[]> {
  const rounds: StreamRound[] = []
  try {
    await run(rounds)
  } finally {
    state.rounds.push(...rounds)
  }
  return rounds
}
