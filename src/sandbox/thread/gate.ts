// The gate at which a thread waits while its environment is frozen: nothing of it runs before the next order.

import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { hostTime } from '../../effects/host-time.js'

/** Places in the memory that both sides see. */
const SEQUENCE = 0
const HEARTBEAT = 1
const TMP = 2
const MOST_TMP = 3

/** 32 bits would not do for the bytes of `/tmp`, which may be ten gigabytes (FS-1). */
const TMP_UNIT = 1024

/**
 * So long does a thread look for its next order before it sleeps, in real milliseconds: to be woken takes a fifth of a warm
 * invocation, and after one there is often another.
 */
const LOOK_MS = 0.1

/** Memory for a gate: a count of orders, a heartbeat, and how much `/tmp` holds. */
export function gateMemory(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT))
}

/** The side of the test: orders go in, the heartbeat can be felt. */
export class GateKeeper<Order> {
  readonly #memory: Int32Array
  readonly #port: MessagePort

  constructor(memory: Int32Array, port: MessagePort) {
    this.#memory = memory
    this.#port = port
  }

  send(order: Order): void {
    this.#port.postMessage(order)
    Atomics.add(this.#memory, SEQUENCE, 1)
    Atomics.notify(this.#memory, SEQUENCE)
  }

  /** Changes for as long as the thread's event loop turns. */
  get heartbeat(): number {
    return Atomics.load(this.#memory, HEARTBEAT)
  }

  /** Bytes of the thread's memory that its `/tmp` takes up, also while nobody there could be asked. */
  get tmpBytes(): number {
    return Atomics.load(this.#memory, TMP) * TMP_UNIT
  }

  /** The most that they were since the last time. */
  takeMostTmpBytes(): number {
    const most = Atomics.exchange(this.#memory, MOST_TMP, Atomics.load(this.#memory, TMP))
    return Math.max(most * TMP_UNIT, this.tmpBytes)
  }
}

/** The side of the thread. */
export class Gate<Order> {
  readonly #memory: Int32Array
  readonly #port: MessagePort
  #taken = 0
  #lookedMs = 0

  constructor(memory: Int32Array, port: MessagePort) {
    this.#memory = memory
    this.#port = port
  }

  /**
   * Blocks the thread, as AWS's client blocks in its native `next()`, until an order is there. The count is read before
   * the port: an order that comes in between is not slept through.
   */
  next(): Order {
    for (;;) {
      const seen = Atomics.load(this.#memory, SEQUENCE)
      const received = receiveMessageOnPort(this.#port)
      if (received) {
        this.#taken++
        return received.message as Order
      }
      this.#wait(seen)
    }
  }

  /** Blocks until the next order is there, or `ms` have passed; whether it is there. */
  awaits(ms: number): boolean {
    return this.#wait(this.#taken, ms)
  }

  /** Whether there is another count than `seen` within `ms`. */
  #wait(seen: number, ms?: number): boolean {
    const from = hostTime.monotonic()
    let now = from
    while (Atomics.load(this.#memory, SEQUENCE) === seen && now - from < LOOK_MS) now = hostTime.monotonic()
    this.#lookedMs += now - from
    return Atomics.wait(this.#memory, SEQUENCE, seen, ms) !== 'timed-out'
  }

  /** How long it has looked for orders altogether, in real milliseconds: that is nobody's computing. */
  get lookedMs(): number {
    return this.#lookedMs
  }

  beat(): void {
    Atomics.add(this.#memory, HEARTBEAT, 1)
  }

  /** So many bytes are in `/tmp` from now on. */
  tmpHolds(bytes: number): void {
    const held = Math.ceil(bytes / TMP_UNIT)
    if (held > Atomics.load(this.#memory, MOST_TMP)) Atomics.store(this.#memory, MOST_TMP, held)
    Atomics.store(this.#memory, TMP, held)
  }
}
