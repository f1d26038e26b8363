// The gate at which a thread waits while its environment is frozen: nothing of it runs before the next order.

import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'

/** Places in the memory that both sides see. */
const SEQUENCE = 0
const HEARTBEAT = 1

/** Memory for a gate: a count of orders, and a heartbeat. */
export function gateMemory(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
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
}

/** The side of the thread. */
export class Gate<Order> {
  readonly #memory: Int32Array
  readonly #port: MessagePort

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
      if (received) return received.message as Order
      Atomics.wait(this.#memory, SEQUENCE, seen)
    }
  }

  beat(): void {
    Atomics.add(this.#memory, HEARTBEAT, 1)
  }
}
