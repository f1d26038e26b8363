// The gate at which a thread waits while its environment is frozen: nothing of it runs before the next order.

import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'

/** Places in the memory that both sides see. */
const SEQUENCE = 0
const HEARTBEAT = 1
const TMP = 2
const MOST_TMP = 3

/** 32 bits would not do for the bytes of `/tmp`, which may be ten gigabytes (FS-1). */
const TMP_UNIT = 1024

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
      Atomics.wait(this.#memory, SEQUENCE, seen)
    }
  }

  /** Blocks until the next order is there, or `ms` have passed; whether it is there. */
  awaits(ms: number): boolean {
    return Atomics.wait(this.#memory, SEQUENCE, this.#taken, ms) !== 'timed-out'
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
