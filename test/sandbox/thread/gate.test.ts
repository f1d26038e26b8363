import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { Gate, GateKeeper, gateMemory } from '../../../src/sandbox/thread/gate.js'

function gates(): { readonly keeper: GateKeeper<string>; readonly gate: Gate<string>; readonly close: () => void } {
  const memory = gateMemory()
  const { port1, port2 } = new MessageChannel()
  return { keeper: new GateKeeper(memory, port1), gate: new Gate(memory, port2), close: () => port1.close() }
}

describe('a gate', () => {
  test('gives orders one by one, in their order, also those that came before it was reached', () => {
    const { keeper, gate, close } = gates()
    keeper.send('one')
    keeper.send('two')
    expect([gate.next(), gate.next()]).toEqual(['one', 'two'])
    close()
  })

  test('shows its keeper that the event loop behind it turns', () => {
    const { keeper, gate, close } = gates()
    const before = keeper.heartbeat
    gate.beat()
    expect(keeper.heartbeat).not.toBe(before)
    close()
  })

  test('shows its keeper how much /tmp holds, also more than 32 bits can count', () => {
    const { keeper, gate, close } = gates()
    expect([keeper.tmpBytes, keeper.takeMostTmpBytes()]).toEqual([0, 0])
    gate.tmpHolds(10 * 2 ** 30)
    expect(keeper.tmpBytes).toBe(10 * 2 ** 30)
    gate.tmpHolds(1)
    expect(keeper.tmpBytes).toBe(1024)
    close()
  })

  test('shows its keeper the most that /tmp has held since it last asked', () => {
    const { keeper, gate, close } = gates()
    for (const kilobytes of [1, 9, 4]) gate.tmpHolds(kilobytes * 1024)
    const asked = [keeper.takeMostTmpBytes(), keeper.takeMostTmpBytes()]
    gate.tmpHolds(5 * 1024)
    expect([...asked, keeper.takeMostTmpBytes()].map((bytes) => bytes / 1024)).toEqual([9, 4, 5])
    close()
  })

  test('says of each order whether it comes in time', () => {
    const { keeper, gate, close } = gates()
    for (const order of ['one', 'two']) {
      expect(gate.awaits(0)).toBe(false)
      keeper.send(order)
      expect(gate.awaits(0)).toBe(true)
      expect(gate.next()).toBe(order)
    }
    close()
  })

  test('tells how long it has looked for orders', () => {
    const { keeper, gate, close } = gates()
    keeper.send('there already')
    expect([gate.awaits(0), gate.next(), gate.lookedMs]).toEqual([true, 'there already', 0])
    gate.awaits(0)
    expect(gate.lookedMs).toBeGreaterThan(0)
    close()
  })

  test('blocks a thread until an order comes, and nothing of it runs meanwhile', async () => {
    const memory = gateMemory()
    const { port1, port2 } = new MessageChannel()
    const waiting = `
      const { receiveMessageOnPort, parentPort, workerData: { memory, port } } = require('node:worker_threads')
      setImmediate(() => parentPort.postMessage('ran'))
      parentPort.postMessage('waits')
      Atomics.wait(memory, 0, 0)
      parentPort.postMessage(receiveMessageOnPort(port).message)
      port.close()`
    const worker = new Worker(waiting, { eval: true, workerData: { memory, port: port2 }, transferList: [port2] })
    const heard: unknown[] = []
    worker.on('message', (message) => heard.push(message))
    await once(worker, 'message')
    new GateKeeper<string>(memory, port1).send('go on')
    await once(worker, 'exit')
    expect(heard).toEqual(['waits', 'go on', 'ran'])
  })
})
