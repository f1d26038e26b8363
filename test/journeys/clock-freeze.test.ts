// Work left over when an invocation has answered: it is frozen, and goes on when the environment is thawed.

import { type LambdaConfig, withLambda } from 'vitest-lambda'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { attempt } from '../vitest/worker/attempt.js'

const quiet: LambdaConfig = { console: 'silent' }

interface Leave {
  timer?: number
  interval?: number
  /** How many immediates, each set by the one before. */
  immediate?: number
  fail?: number
  reject?: number
  exit?: number
  wait?: number
}

function inImmediates(count: number): void {
  setImmediate(() => (count === 1 ? console.log('immediate') : inImmediates(count - 1)))
}

const make = (config: LambdaConfig = {}) =>
  withLambda(
    async (event: Leave) => {
      console.log('entered')
      if (event.timer !== undefined) setTimeout(() => console.log('timer'), event.timer)
      if (event.interval !== undefined) setInterval(() => console.log('tick'), event.interval)
      if (event.immediate !== undefined) inImmediates(event.immediate)
      if (event.fail !== undefined) {
        setTimeout(() => {
          throw new RangeError('left over')
        }, event.fail)
      }
      if (event.reject !== undefined) void sleep(event.reject).then(() => Promise.reject(new RangeError('left over')))
      if (event.exit !== undefined) setTimeout(() => process.exit(3), event.exit)
      if (event.wait !== undefined) await sleep(event.wait)
      return 'answered'
    },
    { ...quiet, ...config },
  )

/** What the function logged, and under whose request id: of this invocation, or of an earlier one. */
function entries({
  record,
}: {
  record: { requestId: string; logs: readonly { source: string; message?: string; requestId?: string }[] }
}): string[] {
  return record.logs
    .filter(({ source, message }) => source === 'application' && message !== undefined)
    .map(({ message, requestId }) => `${message} (${requestId === record.requestId ? 'own' : 'earlier'})`)
}

describe('a timer left over', () => {
  test('does not run while the environment is frozen, however long [FRZ-1]', async () => {
    const lambda = make()
    const first = await lambda.invoke({ timer: 1000 })
    expect(first.record.report.durationMs).toBe(0)
    await lambda.idle('10m')
    expect(entries(first)).toEqual(['entered (own)'])
  })

  test('that is overdue at thaw fires before the next handler is entered, under the old request id [FRZ-4, FRZ-5, FRZ-7]', async () => {
    const lambda = make()
    await lambda.invoke({ timer: 1000 })
    await lambda.idle('10m')
    expect(entries(await lambda.invoke({}))).toEqual(['timer (earlier)', 'entered (own)'])
  })

  test('that is not due yet counts on and fires during the next invocation, under its request id [FRZ-6, FRZ-7]', async () => {
    const lambda = make()
    await lambda.invoke({ timer: 1000 })
    await lambda.idle(900)
    const next = await lambda.invoke({ wait: 200 })
    expect(entries(next)).toEqual(['entered (own)', 'timer (own)'])
  })

  test('that is still not due waits for the invocation after that [FRZ-6]', async () => {
    const lambda = make()
    await lambda.invoke({ timer: 1000 })
    expect(entries(await lambda.invoke({ wait: 200 }))).toEqual(['entered (own)'])
    await lambda.idle('1s')
    expect(entries(await lambda.invoke({}))).toEqual(['timer (earlier)', 'entered (own)'])
  })

  test('does not delay the answer of the invocation that set it [RIC4]', async () => {
    expect((await make().invoke({ timer: 60_000, interval: 100 })).record.report.durationMs).toBe(0)
  })

  test('is gone with an environment that is recycled or idled too long: it silently never runs [FRZ-2]', async () => {
    const lambda = make()
    await lambda.invoke({ timer: 1000 })
    await lambda.recycle()
    await lambda.idle('10s')
    expect(entries(await lambda.invoke({ timer: 1000 }))).toEqual(['entered (own)'])
    await lambda.idle('16m')
    expect(entries(await lambda.invoke({ wait: 2000 }))).toEqual(['entered (own)'])
  })

  test('fires in order of when it was due, each once [FRZ-5]', async () => {
    const fired: number[] = []
    const lambda = withLambda(async ({ leave = false }: { leave?: boolean }) => {
      if (leave) for (const ms of [300, 100, 200, 100]) setTimeout(() => fired.push(ms), ms)
      return fired.length
    })
    await lambda.invoke({ leave: true })
    await lambda.idle('1m')
    expect(await lambda.invoke({})).toReturn(4)
    expect(fired).toEqual([100, 100, 200, 300])
  })
})

describe('an interval left over', () => {
  test('fires once at thaw, not once for each period that passed [FRZ-5]', async () => {
    const lambda = make()
    await lambda.invoke({ interval: 100 })
    await lambda.idle('10m')
    expect(entries(await lambda.invoke({}))).toEqual(['tick (earlier)', 'entered (own)'])
  })

  test('counts its next period from the thaw [FRZ-5]', async () => {
    const lambda = make()
    await lambda.invoke({ interval: 100 })
    await lambda.idle('10m')
    expect(entries(await lambda.invoke({ wait: 250 }))).toEqual([
      'tick (earlier)',
      'entered (own)',
      'tick (own)',
      'tick (own)',
    ])
  })
})

describe('an immediate left over', () => {
  test.each(['nodejs24.x', 'nodejs22.x'] as const)(
    'still runs in the turn that ends the invocation on %s [HND-9, FRZ-3]',
    async (runtime) => {
      expect(entries(await make({ runtime }).invoke({ immediate: 1 }))).toEqual(['entered (own)', 'immediate (own)'])
    },
  )

  test('that sets another is frozen in between: that one runs at thaw, before the next handler is entered [FRZ-2]', async () => {
    const lambda = make()
    expect(entries(await lambda.invoke({ immediate: 2 }))).toEqual(['entered (own)'])
    expect(entries(await lambda.invoke({}))).toEqual(['immediate (earlier)', 'entered (own)'])
  })
})

describe('a promise left over', () => {
  test('goes on at thaw where it stopped [FRZ-10, PIT-1]', async () => {
    const lambda = withLambda(async ({ float = false }: { float?: boolean }) => {
      if (float) void sleep(50).then(() => console.log('written'))
      return 'answered'
    }, quiet)
    expect(await lambda.invoke({ float: true })).not.toHaveLogged('written')
    await lambda.idle('1s')
    expect(await lambda.invoke({})).toHaveLogged('written')
  })
})

describe('leftover work that fails', () => {
  test.each(['fail', 'reject'] as const)(
    '(%s) at thaw kills the next, innocent invocation on nodejs24.x [ERR-9, PIT-2]',
    async (how) => {
      const lambda = make()
      await lambda.invoke({ [how]: 100 })
      await lambda.idle('1s')
      const next = await lambda.invoke({})
      expect(next).toFailWith({ errorType: 'Runtime.ExitError', errorMessage: /exit status 1$/ })
      expect(next).toHaveLogged('RangeError: left over')
      expect(next).not.toHaveLogged('entered')
      const after = await lambda.invoke({})
      expect(after).toReturn('answered')
      expect(after.record.coldStart).toBe(true)
    },
  )

  test.each([
    ['fail', 129],
    ['reject', 128],
  ] as const)(
    '(%s) at thaw kills the next invocation on nodejs22.x with exit status %i [ERR-9]',
    async (how, status) => {
      const lambda = make({ runtime: 'nodejs22.x' })
      await lambda.invoke({ [how]: 100 })
      await lambda.idle('1s')
      expect(await lambda.invoke({})).toFailWith({
        errorType: 'Runtime.ExitError',
        errorMessage: new RegExp(`exit status ${status}$`),
      })
    },
  )

  test('during the next invocation is the error of that one on nodejs22.x [ERR-9]', async () => {
    const lambda = make({ runtime: 'nodejs22.x' })
    await lambda.invoke({ fail: 1000 })
    expect(await lambda.invoke({ wait: 2000 })).toFailWith({ errorType: 'RangeError', errorMessage: 'left over' })
  })

  test('by process.exit() ends the next invocation with its status [ERR-9, ERR-11]', async () => {
    const lambda = make()
    await lambda.invoke({ exit: 100 })
    await lambda.idle('1s')
    expect(await lambda.invoke({})).toFailWith({ errorMessage: /exit status 3$/ })
  })

  test('is nobody’s matter when the environment ends without another invocation: on Lambda it never ran', async () => {
    const fault = await attempt(async () => {
      await make().invoke({ fail: 100 })
      await make().invoke({ reject: 100 })
    })
    expect(fault).toBeUndefined()
  })
})

describe('time in the frozen environment', () => {
  test('passes as everywhere: the next invocation sees a later clock [FRZ-4]', async () => {
    const lambda = withLambda(async () => [Date.now(), performance.now()])
    const [first, second] = [(await lambda.invoke()).payload, (await lambda.idle('90s'), await lambda.invoke()).payload]
    expect(second.map((at, clock) => Math.round(at - (first[clock] ?? 0)))).toEqual([90_000, 90_000])
  })

  test('passes also while another environment runs', async () => {
    const [one, other] = [make(), make()]
    await one.invoke({ timer: 1000 })
    await other.invoke({ wait: 2000 })
    expect(entries(await one.invoke({}))).toEqual(['timer (earlier)', 'entered (own)'])
  })
})
