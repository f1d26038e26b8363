// What a thread changes nothing of: the same function, told the same, leaves the same records in both sandboxes.

import type { InvocationResult, Lambda, LambdaConfig } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { twins } from './twins.js'

const FOLDER = 'test/journeys/functions/thread'

type Told = Lambda<{ way: string; ms?: number }, unknown>

const inTurn =
  (...events: readonly { readonly way: string; readonly ms?: number }[]) =>
  async (lambda: Told): Promise<InvocationResult[]> => {
    const results: InvocationResult[] = []
    for (const event of events) results.push(await lambda.invoke(event))
    return results
  }

async function theSame(
  run: (lambda: Told) => Promise<readonly InvocationResult[]>,
  config?: LambdaConfig,
): Promise<readonly unknown[]> {
  const { inProcess, inThread } = await twins<{ way: string; ms?: number }>(`${FOLDER}/ends.handler`, run, config)
  expect(inThread).toEqual(inProcess)
  return inThread
}

describe('an invocation', () => {
  test.each(['exit', 'exitZero', 'exitLater', 'kill', 'terminate', 'abort', 'never'])(
    'that ends its process: %s',
    async (way) => {
      const [, ended] = await theSame(inTurn({ way: 'count' }, { way }, { way: 'count' }))
      expect(ended).toMatchObject({ record: { outcome: 'exit' } })
    },
  )

  test.each(['fail', 'failWithText', 'uncaught', 'unhandled', 'circular', 'large'])('that fails: %s', async (way) => {
    await theSame(inTurn({ way: 'count' }, { way }, { way: 'count' }))
  })

  test.each(['nodejs24.x', 'nodejs22.x'] as const)('that waits, too long too, on %s', async (runtime) => {
    await theSame(
      inTurn({ way: 'sleep' }, { way: 'clock' }, { way: 'remaining' }, { way: 'sleep', ms: 60_000 }, { way: 'count' }),
      { runtime, timeout: 5 },
    )
  })

  test('that logs, as text and as JSON', async () => {
    await theSame(inTurn({ way: 'log' }))
    await theSame(inTurn({ way: 'log' }, { way: 'fail' }), { loggingConfig: { logFormat: 'JSON' } })
  })

  test('that listens to its process', async () => {
    await theSame(inTurn({ way: 'listeners' }, { way: 'listeners' }))
  })
})

describe('what an invocation leaves behind', () => {
  test.each([
    'leaveTimer',
    'leaveFailure',
    'leaveRejection',
    'leaveExit',
    'leaveInterval',
    'leaveImmediates',
    'leaveFile',
  ])('is frozen, and goes on at the thaw as in process: %s [FRZ-2..7]', async (way) => {
    await theSame(async (lambda) => {
      const left = await lambda.invoke({ way })
      await lambda.idle('10m')
      return [left, await lambda.invoke({ way: 'count' }), await lambda.invoke({ way: 'sleep', ms: 2_000 })]
    })
  })

  test('that is due in the next invocation counts on in it [FRZ-6]', async () => {
    await theSame(async (lambda) => {
      const left = await lambda.invoke({ way: 'leaveTimer', ms: 1_000 })
      await lambda.idle(900)
      return [left, await lambda.invoke({ way: 'sleep', ms: 200 })]
    })
  })
})

test.each(['nodejs24.x', 'nodejs22.x'] as const)(
  'a response in pieces is the same, also a broken one, on %s',
  async (runtime) => {
    const { inProcess, inThread } = await twins<{ fail?: boolean }>(
      `${FOLDER}/streams.handler`,
      async (lambda) => [await lambda.invoke({}), await lambda.invoke({ fail: true }), await lambda.invoke({})],
      { runtime },
    )
    expect(inThread).toEqual(inProcess)
    expect(inThread[0]).toMatchObject({ record: { outcome: 'response', stream: { complete: true } } })
  },
)

test('a callback waits for the event loop, or does not, by the rules of nodejs22.x [HND-9]', async () => {
  const { inProcess, inThread } = await twins<{ wait?: boolean; ms?: number }>(
    `${FOLDER}/calling-back.handler`,
    async (lambda) => [await lambda.invoke({}), await lambda.invoke({ wait: false }), await lambda.invoke({})],
    { runtime: 'nodejs22.x' },
  )
  expect(inThread).toEqual(inProcess)
  expect(inThread[0]).toMatchObject({ payload: 'called back', record: { report: { durationMs: 500 } } })
})
