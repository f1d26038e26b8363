import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Undo } from '../../../src/effects/effect.js'
import { Stage } from '../../../src/effects/stage.js'
import type { RuntimeRules, Settled, StreamEvent } from '../../../src/sandbox/port.js'
import { code, play, type Played, STARTS_AT } from './sandbox.js'

const stage = new Stage()
let undo: Undo
let played: Played
let events: StreamEvent[]

beforeAll(() => {
  undo = stage.install()
})

afterAll(() => undo())

beforeEach(() => {
  played = play(stage)
  events = []
})

interface Stream {
  on(name: string, listener: () => void): void
  write(chunk: unknown): boolean
  end(chunk?: unknown): void
}

/** Marked as `awslambda.streamifyResponse` marks it (STR-1). */
async function deliver(
  handler: (event: unknown, stream: Stream) => unknown,
  rules: RuntimeRules = 'nodejs24.x',
): Promise<Settled> {
  const marked = Object.assign(handler, { [Symbol.for('aws.lambda.runtime.handler.streaming')]: 'response' })
  await played.sandbox.start(
    code(() => marked),
    played.plan({ rules }),
    played.emit,
  )
  return played.sandbox.deliver(
    played.invocation(),
    { frozenForMs: 0 },
    played.emit,
    (event) => void events.push(event),
  )
}

function chunk(text: string, afterMs = 0): StreamEvent {
  return { kind: 'chunk', at: STARTS_AT + afterMs, bytes: new TextEncoder().encode(text) }
}

const HEAD: StreamEvent = { kind: 'head', contentType: 'application/octet-stream' }

describe('a response stream in process', () => {
  test('tells its events with the environment’s time, before the invocation settles', async () => {
    const settled = await deliver(async (_event, stream) => {
      stream.write('a')
      await sleep(400)
      stream.end('b')
    })
    expect(events).toEqual([HEAD, chunk('a'), chunk('b', 400), { kind: 'end', at: STARTS_AT + 400 }])
    expect(settled).toMatchObject({ outcome: 'response', payload: '', survives: true, endedAt: STARTS_AT + 400 })
  })

  test('lets no virtual time pass for its turns: a timer that is due sooner than its end still comes after it', async () => {
    const order: string[] = []
    await deliver(async (_event, stream) => {
      stream.on('finish', () => order.push('finish'))
      setTimeout(() => order.push('timer'), 1)
      stream.end()
      await sleep(5)
    })
    expect(order).toEqual(['finish', 'timer'])
  })

  test('drains as often as it must before a timer is due', async () => {
    const fired: boolean[] = []
    await deliver(async (_event, stream) => {
      setTimeout(() => fired.push(true), 1)
      for (let i = 0; i < 20; i++) {
        stream.write('x'.repeat(70_000))
        await new Promise<void>((drained) => stream.on('drain', drained))
      }
      fired.push(false)
      stream.end()
      await sleep(5)
    })
    expect(fired).toEqual([false, true])
    expect(new Set(events.flatMap((event) => (event.kind === 'chunk' ? [event.at] : [])))).toEqual(new Set([STARTS_AT]))
  })

  test('keeps the event loop alive until it is ended [STR-8]', async () => {
    const settled = await deliver(async (_event, stream) => void stream.write('a'))
    expect(settled).toMatchObject({
      outcome: 'timeout',
      endedAt: STARTS_AT + 3000,
      waitingFor: ['the end of the response stream, which nothing has ended (responseStream.end())'],
    })
    expect(events).toEqual([HEAD, chunk('a')])
  })

  test('says what else it waits for, when that is known [STR-8]', async () => {
    const settled = await deliver(async () => sleep(60_000))
    const [timer, end] = settled.outcome === 'timeout' ? settled.waitingFor : []
    expect([timer, end]).toEqual([
      expect.stringMatching(/^a timer of 60000 ms/),
      expect.stringMatching(/^the end of the response stream/),
    ])
  })

  test('has arrived when the process ends behind it: the answer stands [ERR-6]', async () => {
    const settled = await deliver(async (_event, stream) => {
      stream.end('a')
      await sleep(40)
      throw Object.assign(new Error('late'))
    })
    expect(settled).toMatchObject({ outcome: 'response', survives: true })
    expect(played.unreported.map(({ message }) => message)).toEqual(['late'])
  })

  test.each(['nodejs24.x', 'nodejs22.x'] as const)(
    'is answered although the process crashes behind it, and the test hears of the crash, on %s [ERR-8]',
    async (rules) => {
      const settled = await deliver(async (_event, stream) => {
        stream.end('a')
        await sleep(40)
        setTimeout(() => {
          throw new Error('bang')
        }, 1)
        await sleep(50)
      }, rules)
      expect(settled).toMatchObject({ outcome: 'response', survives: false })
      expect(played.unreported.map(({ message }) => message)).toEqual(['bang'])
    },
  )

  test('of which an error of the request becomes an unhandled rejection keeps a process that listens for those [ERR-10]', async () => {
    const settled = await deliver(async (_event, stream) => {
      process.on('unhandledRejection', () => {})
      stream.end('a')
      stream.write('late')
      await sleep(10)
    })
    expect(settled).toMatchObject({ outcome: 'error', survives: true })
    expect(JSON.parse((settled as { payload: string }).payload)).toMatchObject({ errorMessage: 'write after end' })
  })

  test('ends with the process where a listener of the function throws', async () => {
    const settled = await deliver(async (_event, stream) => {
      stream.on('finish', () => {
        throw new Error('listener')
      })
      stream.end('a')
      await sleep(10)
    })
    expect(settled).toMatchObject({ outcome: 'exit', exit: { code: 1 } })
    expect(played.lines[0]).toBe('Error: listener')
  })

  test('is deaf once its invocation is over', async () => {
    let late: Stream | undefined
    await deliver(async (_event, stream) => {
      late = stream
      stream.end('a')
    })
    const before = events.length
    expect(late?.write('b')).toBe(false)
    expect(events).toHaveLength(before)
  })
})
