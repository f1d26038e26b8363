// A queue as SQS keeps it: what can be received when, and where messages go (SQS-3, SQS-5, SQS-7).

import { createHash } from 'node:crypto'
import { type CheckedMessage, type StoredMessage, storedMessage } from './sqs-message.js'
import type { QueueSettings } from './sqs-options.js'
import type { SourceTarget } from './target.js'

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const DEDUPLICATION_MS = 300_000

/** Times are in ms since the epoch. */
export class MessageQueue {
  readonly #settings: QueueSettings
  readonly #target: SourceTarget
  /** In the order in which they were sent. */
  readonly #messages = new Set<StoredMessage>()
  readonly #sent = new Map<string, StoredMessage>()
  /** Until when a group waits for a message that is no longer in the queue. */
  readonly #groupHeldUntil = new Map<string, number>()
  #count = 0
  readonly deadLetters: StoredMessage[] = []
  /** What nobody processed within the retention period. */
  readonly expired: StoredMessage[] = []

  constructor(settings: QueueSettings, target: SourceTarget) {
    this.#settings = settings
    this.#target = target
  }

  get messages(): readonly StoredMessage[] {
    return [...this.#messages]
  }

  /** Sends a message; returns its id, that of the first one for a duplicate within five minutes (SQS-7). */
  send(message: CheckedMessage): string {
    const deduplicationId = this.#settings.fifo ? this.#deduplicationIdOf(message) : undefined
    const first = deduplicationId === undefined ? undefined : this.#sent.get(deduplicationId)
    if (first && this.#target.agenda.now < first.sentAt + DEDUPLICATION_MS) return first.id
    const stored = storedMessage(
      { ...message, messageDeduplicationId: deduplicationId },
      { queue: this.#settings, target: this.#target, index: this.#count++ },
    )
    this.#messages.add(stored)
    if (deduplicationId !== undefined) this.#sent.set(deduplicationId, stored)
    return stored.id
  }

  #deduplicationIdOf({ messageDeduplicationId: given, body }: CheckedMessage): string {
    if (given !== undefined) return given
    const { contentBasedDeduplication } = this.#settings
    return contentBasedDeduplication ? createHash('sha256').update(body).digest('hex') : this.#target.uuid()
  }

  /**
   * What can be received now, in order; of a FIFO queue a group after the other, and no group of which something is in
   * flight. `receives`: what was received so often is left alone.
   */
  receivable(now: number, receives: number): readonly StoredMessage[] {
    this.#clear(now)
    return this.#lanes()
      .filter((lane) => this.#freeAt(lane, receives) <= now)
      .flatMap((lane) =>
        lane.slice(
          0,
          firstIndex(lane, ({ visibleAt }) => visibleAt > now),
        ),
      )
  }

  /** When something can be received next, of what was received less often than `receives`; undefined if never. */
  nextAt(receives: number): number | undefined {
    const next = this.#lanes().reduce((soonest, lane) => Math.min(soonest, this.#freeAt(lane, receives)), Infinity)
    return next === Infinity ? undefined : next
  }

  /** Hides a message for the visibility timeout: it is in flight. */
  receive(message: StoredMessage, now: number): void {
    message.receiveCount++
    message.firstReceivedAt ??= now
    message.visibleAt = now + this.#settings.visibilityMs
  }

  /**
   * A message was processed. Too late to delete it: it was received again since, or a FIFO queue shows it again; then it is
   * still in the queue, or in the dead-letter queue.
   */
  delete(message: StoredMessage, receiveCount: number, now: number): 'deleted' | 'returned' | 'deadLetter' {
    const late = message.receiveCount !== receiveCount || (this.#settings.fifo && message.visibleAt <= now)
    if (!late && this.#messages.delete(message)) return 'deleted'
    return this.#whereIs(message)
  }

  /**
   * A message that was received in vain stays, or goes to the dead-letter queue if it was received often enough (SQS-5).
   * SQS moves it when it would be visible again; here it is moved at once, and only its group waits until then.
   */
  fail(message: StoredMessage, receiveCount: number): 'returned' | 'deadLetter' {
    if (message.receiveCount === receiveCount && this.#isSpent(message)) this.#redrive(message)
    return this.#whereIs(message)
  }

  #isSpent({ receiveCount }: StoredMessage): boolean {
    return receiveCount >= (this.#settings.maxReceiveCount ?? Infinity)
  }

  #redrive(message: StoredMessage): void {
    if (!this.#messages.delete(message)) return
    this.deadLetters.push(message)
    if (message.group !== undefined) this.#groupHeldUntil.set(message.group, message.visibleAt)
  }

  #whereIs(message: StoredMessage): 'returned' | 'deadLetter' {
    return this.deadLetters.includes(message) ? 'deadLetter' : 'returned'
  }

  /** Messages that follow each other: those of a group, or of a standard queue each by itself. */
  #lanes(): readonly (readonly StoredMessage[])[] {
    const lanes = new Map<string, StoredMessage[]>()
    for (const message of this.#messages) {
      const key = message.group ?? message.id
      const lane = lanes.get(key)
      if (lane) lane.push(message)
      else lanes.set(key, [message])
    }
    return [...lanes.values()]
  }

  /** A group waits for its first message, which is among those in flight if any is (SQS-7); forever if one is left alone. */
  #freeAt(lane: readonly StoredMessage[], receives: number): number {
    const [first] = lane
    if (first === undefined || lane.some(({ receiveCount }) => receiveCount >= receives)) return Infinity
    return Math.max(first.visibleAt, this.#groupHeldUntil.get(first.group ?? '') ?? 0)
  }

  /** What nobody can receive any more leaves the queue as soon as it is visible. */
  #clear(now: number): void {
    for (const message of this.#messages) {
      if (message.visibleAt > now) continue
      if (this.#isSpent(message)) this.#redrive(message)
      else if (message.sentAt + this.#settings.retentionMs <= now) {
        this.#messages.delete(message)
        this.expired.push(message)
      }
    }
  }
}

function firstIndex<T>(items: readonly T[], wanted: (item: T) => boolean): number {
  const index = items.findIndex(wanted)
  return index < 0 ? items.length : index
}
