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
  /** Messages that follow each other: those of a group, or of a standard queue each by itself. */
  readonly #lanes = new Map<string, Set<StoredMessage>>()
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
    this.#add(stored)
    if (deduplicationId !== undefined) this.#sent.set(deduplicationId, stored)
    return stored.id
  }

  #deduplicationIdOf({ messageDeduplicationId: given, body }: CheckedMessage): string {
    if (given !== undefined) return given
    const { contentBasedDeduplication } = this.#settings
    return contentBasedDeduplication ? createHash('sha256').update(body).digest('hex') : this.#target.uuid()
  }

  /**
   * What can be received now, in order, each to be received or to be the last one asked for; of a FIFO queue a group after
   * the other, and no group of which something is in flight. `receives`: what was received so often is left alone.
   */
  *receivable(now: number, receives: number): Generator<StoredMessage> {
    for (const lane of this.#lanes.values()) {
      if (this.#freeAt(lane, receives) > now) continue
      for (const message of lane) {
        if (message.visibleAt > now) break
        if (!this.#leaves(message, now)) yield message
      }
    }
  }

  /** When something can be received next, of what was received less often than `receives`; undefined if never. */
  nextAt(receives: number): number | undefined {
    let next = Infinity
    for (const lane of this.#lanes.values()) next = Math.min(next, this.#freeAt(lane, receives))
    return next === Infinity ? undefined : next
  }

  /** Time may have passed without anybody asking for messages: takes out what nobody can receive any more. */
  sweep(): void {
    const { now } = this.#target.agenda
    for (const message of this.#messages) if (message.visibleAt <= now) this.#leaves(message, now)
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
    if (!late && this.#remove(message)) return 'deleted'
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
    if (!this.#remove(message)) return
    this.deadLetters.push(message)
    if (message.group !== undefined) this.#groupHeldUntil.set(message.group, message.visibleAt)
  }

  #whereIs(message: StoredMessage): 'returned' | 'deadLetter' {
    return this.deadLetters.includes(message) ? 'deadLetter' : 'returned'
  }

  /** A group waits for its first message, which is among those in flight if any is (SQS-7); forever if it is left alone. */
  #freeAt(lane: ReadonlySet<StoredMessage>, receives: number): number {
    const [first] = lane
    if (first === undefined || first.receiveCount >= receives) return Infinity
    return Math.max(first.visibleAt, this.#groupHeldUntil.get(first.group ?? '') ?? 0)
  }

  /** What is visible and nobody can receive any more leaves the queue: it was received often enough, or is too old. */
  #leaves(message: StoredMessage, now: number): boolean {
    if (this.#isSpent(message)) this.#redrive(message)
    else if (message.sentAt + this.#settings.retentionMs > now) return false
    else if (this.#remove(message)) this.expired.push(message)
    return true
  }

  #add(message: StoredMessage): void {
    const key = laneOf(message)
    const lane = this.#lanes.get(key)
    this.#messages.add(message)
    if (lane) lane.add(message)
    else this.#lanes.set(key, new Set([message]))
  }

  #remove(message: StoredMessage): boolean {
    const key = laneOf(message)
    const lane = this.#lanes.get(key)
    lane?.delete(message)
    if (lane?.size === 0) this.#lanes.delete(key)
    return this.#messages.delete(message)
  }
}

function laneOf({ group, id }: StoredMessage): string {
  return group ?? id
}
