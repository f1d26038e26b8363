// The in-process sandbox where invocations run at once: the port's side of Lambda Managed Instances.

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import type { Invocation, Settled } from '../../../src/sandbox/port.js'
import { code, type Played, play } from './sandbox.js'

type Handler = (event: { n?: number }) => unknown

const stage = new Stage()
let undo: () => void
let played: Played

beforeAll(() => {
  undo = stage.install()
})

afterAll(() => undo())

beforeEach(() => {
  played = play(stage)
})

async function start(handler: Handler): Promise<void> {
  const { variables } = played.plan()
  const plan = played.plan({ leaks: 'off', variables: { ...variables, AWS_LAMBDA_MAX_CONCURRENCY: '10' } })
  const run = (): Handler => handler
  expect(await played.sandbox.start(code(run), plan, played.emit)).toMatchObject({ kind: 'ready' })
}

function deliver(given?: Partial<Invocation>): { readonly settled: Promise<Settled>; readonly lines: string[] } {
  const lines: string[] = []
  const invocation = played.invocation(given)
  const settled = played.sandbox.deliver(invocation, { frozenForMs: 0 }, ({ line }) => void lines.push(line))
  return { settled, lines }
}

describe('the in-process sandbox with AWS_LAMBDA_MAX_CONCURRENCY', () => {
  test('takes an invocation while another runs, and gives each its own lines [LMI-3]', async () => {
    await start(async ({ n = 0 }) => {
      console.log(`begins ${n}`)
      await sleep(n)
      process.stdout.write(`ends ${n}`)
      return n
    })
    const both = [deliver({ event: '{"n":20}' }), deliver({ event: '{"n":10}' })]
    const settled = await Promise.all(both.map((each) => each.settled))
    expect(settled).toMatchObject([{ payload: '20' }, { payload: '10' }])
    expect(both.map(({ lines }) => lines)).toEqual([
      [expect.stringContaining('request-1\tINFO\tbegins 20'), 'ends 20'],
      [expect.stringContaining('request-2\tINFO\tbegins 10'), 'ends 10'],
    ])
    expect(played.lines).toEqual([])
  })

  test('tells whoever started it what comes when its invocation is over [LMI-6]', async () => {
    await start(async () => {
      process.stdout.write('unfinished')
      await sleep(5000)
      console.log('late')
    })
    const { settled, lines } = deliver()
    expect(await settled).toMatchObject({ outcome: 'timeout', survives: true })
    expect(lines).toEqual(['unfinished'])
    played.timeline.advance(2000)
    await played.sandbox.elapse()
    expect(played.lines).toEqual([expect.stringContaining('request-1\tINFO\tlate')])
  })

  test('lives through time that was moved, each timer at its own [LMI-1]', async () => {
    const seen: number[] = []
    await start(async () => void setInterval(() => seen.push(Date.now() - played.timeline.now), 1000))
    await deliver().settled
    await played.sandbox.elapse()
    expect(seen).toEqual([])
    played.timeline.advance(3500)
    await played.sandbox.elapse()
    expect(seen).toEqual([-2500, -1500, -500])
  })

  test('tells that its worker is lost, and answers nobody who comes then [LMI-7]', async () => {
    await start(async ({ n }) => void (n && Promise.reject(new TypeError('boom'))))
    const culprit = deliver({ event: '{"n":1}' })
    expect(played.sandbox.inspect('process')).toBe('running')
    await new Promise((done) => setImmediate(done))
    expect(played.sandbox.inspect('process')).toBe('lost')
    const next = deliver()
    const waitingFor = [
      'an answer of the worker, which was ended by a rejection that nothing handles (TypeError: boom)',
    ]
    for (const { settled, lines } of [culprit, next]) {
      expect(await settled).toMatchObject({ outcome: 'timeout', survives: false, waitingFor })
      expect(lines).toEqual([])
    }
    expect(played.echoes).toEqual([['error', expect.objectContaining({ message: 'boom' })]])
  })

  test('loses its worker over a fault of the client, too, and the answer is never given [LMI-7, ENV-10]', async () => {
    await start(async () => delete process.env['AWS_LAMBDA_FUNCTION_NAME'])
    expect(await deliver().settled).toMatchObject({ outcome: 'response' })
    expect(await deliver().settled).toMatchObject({
      outcome: 'timeout',
      survives: false,
      waitingFor: [expect.stringContaining('Missing required environment variables: AWS_LAMBDA_FUNCTION_NAME')],
    })
  })

  test('reports what ends its worker while nobody waits [LMI-7]', async () => {
    await start(async () => {
      setTimeout(() => {
        throw new TypeError('boom')
      }, 100)
    })
    await deliver().settled
    played.timeline.advance(200)
    await played.sandbox.elapse()
    expect(played.sandbox.inspect('process')).toBe('lost')
    expect(played.unreported).toMatchObject([{ message: 'boom' }])
    await played.sandbox.stop('shutdown')
    expect(played.unreported).toHaveLength(1)
  })

  test('ends at once where Init has an error that nothing handles [LMI-7, INIT-10]', async () => {
    const variables = { ...played.plan().variables, AWS_LAMBDA_MAX_CONCURRENCY: '10' }
    const loads = async (): Promise<never> => {
      void Promise.reject(new TypeError('boom'))
      return new Promise(() => {})
    }
    const outcome = await played.sandbox.start(code(loads), played.plan({ leaks: 'off', variables }), played.emit)
    expect(outcome).toMatchObject({ kind: 'failed', exit: { code: 0 } })
    expect(played.lines).toEqual([])
  })
})
