// `sources.sqs`: a queue whose messages Lambda takes in batches to a function, step by step, in the test's virtual time.

import { observe } from '../record/observation.js'
import type { IdsOf } from './ids-of.js'
import { refuseMore } from './refuse-more.js'
import { shownMessage, type SqsMessage, type SqsMessageInput, type StoredMessage } from './sqs-message.js'
import { checkMessage, keysOfMessage } from './sqs-message-check.js'
import { readSqsOptions, type SqsMapping, type SqsOptions } from './sqs-options.js'
import { SqsPoller } from './sqs-poller.js'
import { MessageQueue } from './sqs-queue.js'
import type { SqsRound } from './sqs-round.js'
import { PerTest, type SourceConnection, type SourceTarget } from './target.js'

/** What there is of a queue in one test. */
interface QueueState {
  readonly target: SourceTarget
  readonly queue: MessageQueue
  readonly poller: SqsPoller
  readonly rounds: SqsRound[]
  /** A test that fails is told of a body that looks like a message of `sendMessage()`. */
  toldOfKeys: boolean
}

/**
 * A queue and its event source mapping. Nothing happens by itself: `poll()` and `settled()` let Lambda take messages, and
 * virtual time pass. What it holds belongs to the running test.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class SqsSource<Payload = unknown> {
  readonly #mapping: SqsMapping
  readonly #states: PerTest<QueueState>

  constructor(connection: SourceConnection, options?: SqsOptions) {
    const mapping = readSqsOptions(options, connection.function)
    this.#mapping = mapping
    this.#states = new PerTest(connection, (target) => newState(mapping, target))
  }

  /**
   * Sends a message for each body, a string as it is, anything else as JSON text. Returns their ids, the `messageId` that
   * the function sees. In a FIFO queue they are in the group `group-1`. For groups, attributes or delays: `sendMessage()`.
   *
   * @example
   * const [id] = queue.send({ order: 1 }, { order: 2 })
   */
  send<Bodies extends readonly unknown[]>(...bodies: Bodies): IdsOf<Bodies> {
    const caller = 'queue.send()'
    const messages = bodies.map((body) => ({ body }))
    const ids = this.#send(caller, messages) as readonly string[] as IdsOf<Bodies>
    const keys = bodies.map(keysOfMessage).find((found) => found !== undefined)
    if (keys) tellOfKeys(keys, this.#states.get(caller))
    return ids
  }

  /**
   * Sends one message with what SQS's SendMessage takes. Returns its id.
   *
   * @example
   * queue.sendMessage({ body: { order: 1 }, messageGroupId: 'customer-7', attributes: { priority: 1 } })
   */
  sendMessage(message: SqsMessageInput): string
  sendMessage(message: SqsMessageInput, ...more: readonly unknown[]): string {
    const caller = 'queue.sendMessage()'
    refuseMore(caller, 'one message', more, 'call it once for each, or give their bodies to queue.send(…)')
    const [id = ''] = this.#send(caller, [message])
    return id
  }

  /**
   * One round: Lambda takes as many batches as it processes at once (SQS-9), and all of them end. If no message is visible
   * now, time first goes to when one is. Returns a report for each batch; none if the queue is empty.
   */
  poll(): Promise<readonly SqsRound<Payload>[]> {
    return this.#run('queue.poll()', true)
  }

  /**
   * Round after round, until the queue is empty. Without a redrive policy, messages that the function never processes are
   * left in it after 100 receives each; the report says so. Returns the reports of all batches, in the order of their ends.
   */
  settled(): Promise<readonly SqsRound<Payload>[]> {
    return this.#run('queue.settled()', false)
  }

  /** What is in the queue, visible or not, in the order in which it was sent. Reading it counts as looking at failures. */
  get messages(): readonly SqsMessage[] {
    return this.#look('queue.messages', ({ queue }) => queue.messages)
  }

  /**
   * What was received `maxReceiveCount` times in vain, in that order (SQS-5). SQS moves it when it would be visible again;
   * here it is moved at once. Reading it counts as looking at failures.
   */
  get deadLetterQueue(): readonly SqsMessage[] {
    return this.#look('queue.deadLetterQueue', ({ queue }) => queue.deadLetters)
  }

  /** What was in the queue for longer than its retention period, and is lost. Reading it counts as looking at failures. */
  get expired(): readonly SqsMessage[] {
    return this.#look('queue.expired', ({ queue }) => queue.expired)
  }

  /** All of them, or none where one is refused. */
  #send(caller: string, messages: readonly SqsMessageInput[]): readonly string[] {
    const { queue, poller } = this.#states.get(caller)
    const checked = messages.map((message) => checkMessage(caller, message, this.#mapping.queue))
    const ids = checked.map((message) => queue.send(message))
    poller.sent()
    return ids
  }

  #run(caller: string, once: boolean): Promise<readonly SqsRound<Payload>[]> {
    return this.#states.run(caller, async ({ poller, rounds }) => {
      const added: SqsRound[] = []
      try {
        await poller.run(once, added)
      } finally {
        rounds.push(...added)
      }
      return added as readonly SqsRound<Payload>[]
    })
  }

  #look(caller: string, list: (state: QueueState) => readonly StoredMessage[]): readonly SqsMessage[] {
    const state = this.#states.get(caller)
    for (const { result } of state.rounds) observe(result)
    state.queue.sweep()
    return list(state).map(shownMessage)
  }
}

function newState(mapping: SqsMapping, target: SourceTarget): QueueState {
  const queue = new MessageQueue(mapping.queue, target)
  return { target, queue, poller: new SqsPoller(mapping, target, queue), rounds: [], toldOfKeys: false }
}

/** A relay may well send such bodies, so that they are no error. */
function tellOfKeys(keys: readonly string[], state: QueueState): void {
  if (state.toldOfKeys) return
  state.toldOfKeys = true
  const text = `queue.send() took { ${keys.join(', ')} } for the body of a message, which the function gets as JSON.`
  const guide = 'These are what queue.sendMessage() takes: use that, unless the function wants such a body.'
  state.target.explain('MessageBodyError', text, guide)
}

/** Connects a queue to a function. Throws for options that AWS refuses: see `SqsOptions`. */
export function sqsSource<Payload = unknown>(connection: SourceConnection, options?: SqsOptions): SqsSource<Payload> {
  return new SqsSource(connection, options)
}
