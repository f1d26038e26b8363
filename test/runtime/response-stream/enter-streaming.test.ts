import { describe, expect, test, vi } from 'vitest'
import type { Answer } from '../../../src/runtime/answer.js'
import { enterHandler, type Running } from '../../../src/runtime/enter-handler.js'
import type { Handler } from '../../../src/runtime/find-handler.js'
import { streamifyResponse } from '../../../src/runtime/streamify.js'
import type { RuntimeRules } from '../../../src/sandbox/port.js'
import { BOTH_RULES, contextOf } from '../play.js'
import { FakeHost, turns } from './host.js'

interface Entered {
  readonly answers: Answer[]
  readonly host: FakeHost
  readonly running: Running
}

type Streaming = (event: unknown, stream: { write(chunk: unknown): void; end(chunk?: unknown): void }) => unknown

function enter(handler: Streaming, rules: RuntimeRules, waits?: boolean): Entered {
  const [answers, host] = [[] as Answer[], new FakeHost()]
  const context = contextOf(rules)
  if (waits !== undefined) context.callbackWaitsForEmptyEventLoop = waits
  const marked = streamifyResponse(handler as Handler)
  const give = (answer: Answer): void => void answers.push(answer)
  return { answers, host, running: enterHandler(marked, { id: 1 }, context, rules, give, () => host) }
}

const never = (): Promise<never> => new Promise(() => {})

test.each(BOTH_RULES)('a streaming handler gets event, stream and context, and the runtime as this, on %s', (rules) => {
  const inner = vi.fn<Handler>(async () => {})
  enter(inner, rules)
  const [event, stream, context] = inner.mock.calls[0] ?? []
  expect(inner.mock.calls[0]).toHaveLength(3)
  expect(event).toEqual({ id: 1 })
  expect(stream).toHaveProperty('setContentType')
  expect(context).toHaveProperty('awsRequestId')
  expect(context).not.toHaveProperty('done')
  const { name } = Object(inner.mock.contexts[0]).constructor as { name: string }
  expect(name).toBe(rules === 'nodejs24.x' ? 'StreamingInvokeProcessor' : 'Runtime')
})

describe('a streaming invocation', () => {
  test.each(BOTH_RULES)(
    'is over when the handler has settled and the response has arrived, on %s [STR-8]',
    async (rules) => {
      let finish = (): void => {}
      const { answers, host } = enter(
        async (_event, stream) => {
          stream.write('a')
          await new Promise<void>((resolve) => (finish = resolve))
          setTimeout(() => stream.end('b'), 0)
        },
        rules,
        false,
      )
      await turns()
      finish()
      await turns(1)
      expect(answers).toEqual([])
      await vi.waitFor(() => expect(answers).toEqual([{ kind: 'streamed' }]))
      expect(host.told).toEqual(['head application/octet-stream', 'chunk a', 'chunk b', 'arrived'])
    },
  )

  test('waits for the empty event loop on nodejs22.x, unless told not to [STR-8]', async () => {
    const handler: Streaming = async (_event, stream) => stream.end()
    const [waiting, hasty, other] = [
      enter(handler, 'nodejs22.x'),
      enter(handler, 'nodejs22.x', false),
      enter(handler, 'nodejs24.x'),
    ]
    await turns()
    expect([waiting.answers, hasty.answers, other.answers]).toEqual([
      [],
      [{ kind: 'streamed' }],
      [{ kind: 'streamed' }],
    ])
    expect(waiting.running.loopEmptied()).toEqual({ kind: 'streamed' })
    expect(waiting.running.loopEmptied()).toBeUndefined()
    expect([hasty, other].map(({ running }) => running.loopEmptied())).toEqual([undefined, undefined])
  })

  test('whose handler waits in vain after the response ends the process on nodejs24.x alone [HND-14]', async () => {
    const handler: Streaming = async (_event, stream) => (stream.end(), never()) // oxlint-disable-line no-sequences
    const [on24, on22] = [enter(handler, 'nodejs24.x'), enter(handler, 'nodejs22.x')]
    await turns()
    expect(on24.running.loopEmptied()).toEqual({ kind: 'exit', code: 0 })
    expect(on22.running.loopEmptied()).toEqual({ kind: 'streamed' })
  })
})

describe('an error of a streaming handler', () => {
  test.each(BOTH_RULES)('is logged and goes into the trailers, on %s [STR-9]', async (rules) => {
    const { answers, host } = enter(
      async (_event, stream) => {
        stream.write('a')
        throw new RangeError('mid')
      },
      rules,
      false,
    )
    await turns()
    expect(host.told.slice(1)).toEqual(['chunk a', 'error RangeError: mid', 'arrived with RangeError: mid'])
    expect(answers).toEqual([{ kind: 'streamed' }])
  })

  test.each(BOTH_RULES)('after the end is logged, and told as late, on %s (LAB)', async (rules) => {
    const error = new Error('late')
    const { answers, host } = enter(
      async (_event, stream) => {
        stream.end('a')
        throw error
      },
      rules,
      false,
    )
    await turns()
    expect(host.told.toSorted()).toEqual(['arrived', 'chunk a', 'error Error: late', 'head application/octet-stream'])
    expect(answers).toEqual([{ kind: 'streamed', late: { error } }])
  })

  test('leaves the rest of its turn to write on nodejs24.x alone (LAB)', async () => {
    const handler: Streaming = async (_event, stream) => {
      setImmediate(() => stream.write('b'))
      throw new Error('mid')
    }
    const [on24, on22] = [enter(handler, 'nodejs24.x'), enter(handler, 'nodejs22.x')]
    await turns()
    expect(on24.host.told.at(-1)).toBe('arrived with Error: mid')
    expect(on24.host.sent).toBe('b')
    expect(on22.host.told.at(-1)).toBe('crash Error [ERR_STREAM_WRITE_AFTER_END]: write after end')
  })

  test.each(BOTH_RULES)('that has no text ends the process, on %s (LAB)', async (rules) => {
    const { answers } = enter(async () => Promise.reject(Object.create(null)), rules) // oxlint-disable-line prefer-promise-reject-errors
    await turns()
    expect(answers).toEqual([{ kind: 'crash', error: expect.any(TypeError) }])
  })

  test.each(BOTH_RULES)('is what a handler that is not async comes to, on %s [STR-5]', async (rules) => {
    const { host } = enter((_event, stream) => stream.write('x'), rules)
    await turns()
    const type = rules === 'nodejs24.x' ? 'Error' : 'string'
    expect(host.told.at(-1)).toBe(`arrived with ${type}: Streaming does not support non-async handlers.`)
  })
})

test.each(BOTH_RULES)('what a streaming handler returns is ignored with a warning, on %s [STR-5]', async (rules) => {
  const { host } = enter(async (_event, stream) => (stream.end(), 0), rules) // oxlint-disable-line no-sequences
  await turns()
  expect(host.told).toContain('warn Streaming handlers ignore return values.')
})
