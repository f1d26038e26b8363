// Pitfalls of functions that fail: what gets lost, what dies, and who pays for it.

import { EventEmitter } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { handler, invoke, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { linesOf } from './lines.js'

const quiet: LambdaConfig = { console: 'silent' }
const both = ['nodejs24.x', 'nodejs22.x'] as const

describe('Promise.all of which one rejects', () => {
  test.each(both)('fails at once on %s, and the others go on in the next invocation [PIT-3]', async (runtime) => {
    const lambda = withLambda(
      async ({ orders = [] }: { orders?: number[] }) => {
        await Promise.all(
          orders.map(async (order) => {
            if (order < 0) throw new RangeError(`no order ${order}`)
            await sleep(200)
            console.log(`order ${order} stored`)
          }),
        )
        return 'all stored'
      },
      { ...quiet, runtime },
    )
    const failed = await lambda.invoke({ orders: [1, -1, 2] })
    expect(failed).toFailWith('RangeError')
    expect(failed).not.toHaveLogged('stored')
    await lambda.idle('1m')
    const next = await lambda.invoke({})
    expect(next).toReturn('all stored')
    expect(next).toHaveLogged('order 1 stored')
    expect(next).toHaveLogged('order 2 stored')
  })
})

describe('a wrapper with three parameters around a handler that has two', () => {
  const wrap =
    (inner: (event: unknown, context: unknown) => Promise<string>) =>
    (event: unknown, context: unknown, _callback: unknown): Promise<string> =>
      inner(event, context)
  const inner = async (): Promise<string> => 'answered'

  test('fails at Init on nodejs24.x, for the wrapper is what Lambda sees [PIT-13, RES-12]', async () => {
    const result = await withLambda(handler(wrap(inner)), quiet).invoke()
    expect(result).toFailWith('Runtime.CallbackHandlerDeprecated')
    expect(result.record.phases.filter(({ phase }) => phase === 'init').map(({ status }) => status)).toEqual([
      'error',
      'error',
    ])
    expect(await withLambda(handler(inner), quiet).invoke()).toReturn('answered')
  })
})

describe('a process that dies of what nobody listens to', () => {
  const dies = (how: () => void): (({ calm }: { calm?: boolean }) => Promise<string>) =>
    async function ({ calm = false }) {
      if (!calm) setTimeout(how, 10)
      await sleep(20)
      return 'answered'
    }
  const inEmitter = dies(() => new EventEmitter().emit('error', new Error('connection lost')))
  const inTimer = dies(() => {
    throw new Error('thrown late')
  })

  test.each([
    ['an error event without a listener', inEmitter, 'connection lost'],
    ['an exception in a timer', inTimer, 'thrown late'],
  ])('%s makes an unrelated later invocation cold [PIT-15, ERR-8]', async (_what, code, message) => {
    const lambda = withLambda(code, quiet)
    expect(await lambda.invoke({ calm: true })).toReturn('answered')
    const died = await lambda.invoke({})
    expect(died).toFailWith('Runtime.ExitError')
    expect(died).toHaveLogged(`Error: ${message}`)
    const later = await lambda.invoke({ calm: true })
    expect(later).toReturn('answered')
    expect(later.record.coldStart).toBe(true)
    expect(later.record.phases.map(({ phase }) => phase)).toEqual(['init', 'invoke'])
  })
})

describe('a short timeout and a slow Init', () => {
  test('time out again and again once the process was lost, until the environment is gone [PIT-17, RST-1]', async () => {
    const lambda = withLambda(() => import('./functions/lifecycle/init.js'), {
      ...quiet,
      timeout: 3,
      environment: { DOES: 'sleep 5000' },
    })
    const first = await invoke(lambda, {})
    expect(first).toReturn({ evaluations: 1, tmp: true })
    expect(first.record.report.initDurationMs).toBe(5000)
    expect(await invoke(lambda, { sleepMs: 60_000 })).toTimeOut()
    for (const evaluations of ['++', '+++', '++++']) {
      const doomed = await invoke(lambda, {})
      expect(doomed).toTimeOut()
      expect(doomed).toHaveTmpFile('/tmp/evaluations', evaluations)
    }
    await lambda.recycle()
    expect(await invoke(lambda, {})).toReturn({ evaluations: 1, tmp: true })
  })
})

describe('a report that is written just before the process ends', () => {
  const reports = (write: () => void): (({ crash }: { crash?: boolean }) => Promise<boolean>) =>
    async function ({ crash = false }) {
      if (crash) {
        write()
        process.exit(1)
      }
      return existsSync('/tmp/report')
    }

  test.each([
    ['asynchronously is lost', () => void writeFile('/tmp/report', 'it broke'), false],
    ['synchronously is there', () => writeFileSync('/tmp/report', 'it broke'), true],
  ])('%s, for the test and for the next invocation [PIT-18]', async (_how, write, there) => {
    const lambda = withLambda(reports(write), quiet)
    const crashed = await lambda.invoke({ crash: true })
    expect(crashed.record.outcome).toBe('exit')
    expect(Object.keys(crashed.record.tmp.files)).toEqual(there ? ['/tmp/report'] : [])
    await lambda.idle('1m')
    expect(await lambda.invoke({})).toReturn(there)
  })
})

describe('the cause of an error', () => {
  test.each(both)(
    'is neither in the answer nor in the log of %s, which know the outer error alone [PIT-22]',
    async (runtime) => {
      const lambda = withLambda(
        async () => {
          throw new Error('cannot store the order', { cause: new TypeError('no table') })
        },
        { ...quiet, runtime },
      )
      const result = await lambda.invoke()
      expect(result).toFailWith({ errorType: 'Error', errorMessage: 'cannot store the order' })
      expect(JSON.stringify(result.payload)).not.toContain('no table')
      const [line] = linesOf(result, 'application')
      expect(line).toContain('cannot store the order')
      expect(JSON.stringify(result.record.logs)).not.toContain('no table')
    },
  )

  test.each(both)('is in the log of %s where the function logs the error itself [PIT-22, LOG-17]', async (runtime) => {
    const lambda = withLambda(
      async () => {
        console.error(new Error('cannot store the order', { cause: new TypeError('no table') }))
      },
      { ...quiet, runtime },
    )
    expect(await lambda.invoke()).toHaveLogged('[cause]: TypeError: no table', 'ERROR')
  })
})
