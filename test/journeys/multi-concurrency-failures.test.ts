// Invocations that share an environment, when one of them fails, takes too long, or goes on: as on Lambda Managed Instances.

import { advance, invoke, type LambdaConfig, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const config: LambdaConfig = { concurrency: { perEnvironment: 10 }, timeout: 3, console: 'silent' }
const lambda = withLambda(() => import('./functions/multi-concurrency/failing.js'), config)

function application({ record }: Awaited<ReturnType<typeof lambda.invoke>>): (string | undefined)[] {
  return record.logs.filter(({ source }) => source === 'application').map(({ message }) => message)
}

test('a function error is told of one invocation, and leaves the others alone', async () => {
  const [failed, fine] = await Promise.all([invoke(lambda, { how: 'throw' }), invoke(lambda, {})])
  expect(failed).toFailWith({ errorType: 'RangeError', errorMessage: 'refused' })
  expect(fine).toReturn(1)
  expect(application(fine)).toEqual([])
})

test('a timeout is told to its caller at its own deadline, and others go on [LMI-6, LMI-9, ERR-12]', async () => {
  const late = invoke(lambda, { ms: 5000 })
  const other = await invoke(lambda, { ms: 2900 })
  expect(other).toReturn(1)
  const timedOut = await late
  expect(timedOut).toTimeOut()
  expect(timedOut.error).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${timedOut.record.requestId} Error: Task timed out after 3.00 seconds`,
  })
  expect(timedOut.record.report.durationMs).toBe(3000)
})

test('after a timeout the code goes on, and sees that it has no time left [LMI-6]', async () => {
  const timedOut = await invoke(lambda, { ms: 5000 })
  expect(timedOut).toTimeOut()
  await lambda.idle('10s')
  const next = await invoke(lambda, {})
  expect(next).toReturn(2)
  expect(next.record.environmentId).toBe(timedOut.record.environmentId)
  expect(application(next)).toEqual(['late -2000'])
  expect(next.record.logs[0]?.requestId).toBe(timedOut.record.requestId)
})

test('a promise that nothing settles times out: the client never runs out of work [LMI-6, HND-14]', async () => {
  const result = await invoke(lambda, { how: 'never' })
  expect(result).toTimeOut()
  expect(result.record.waitingFor).toEqual([expect.stringMatching(/^a promise that nothing is left to settle/)])
})

test('code that works as long as it has time ends by itself after its timeout [LMI-6]', async () => {
  const fill = withLambda(() => import('./functions/multi-concurrency/failing.js'), { ...config, handler: 'fill' })
  const first = await invoke(fill, {})
  expect(first).toTimeOut()
  const second = await invoke(fill, {})
  expect(second).toTimeOut()
  expect(second.record.environmentId).toBe(first.record.environmentId)
  expect(application(second)).toContain('out of time')
})

test('a loop that never ends takes its environment with it, and the next invocation has another', async () => {
  const spin = withLambda(() => import('./functions/multi-concurrency/failing.js'), { ...config, handler: 'spin' })
  const both = await Promise.all([invoke(spin, {}), invoke(spin, {})])
  for (const result of both) expect(result).toTimeOut()
  const next = await invoke(spin, {})
  expect(next).toTimeOut()
  expect(next.record.environmentId).not.toBe(both[0].record.environmentId)
})

test.each([
  ['reject', 'a rejection that nothing handles (TypeError: nobody caught it)'],
  ['exit', 'process.exit(3)'],
] as const)(
  'a worker that ends (%s) answers nobody any more, says nothing, and gets nothing new [LMI-7]',
  async (how, by) => {
    const [beside, culprit] = await Promise.all([invoke(lambda, { ms: 1000 }), invoke(lambda, { how })])
    const waitingFor = [`an answer of the worker, which was ended by ${by}`]
    for (const result of [beside, culprit]) {
      expect(result).toTimeOut()
      expect(result.record).toMatchObject({ waitingFor, report: { durationMs: 3000 } })
      expect(application(result)).toEqual([])
    }
    const next = await invoke(lambda, {})
    expect(next).toReturn(1)
    expect(next).toBeColdStart()
    expect([...lambda.environments]).toHaveLength(1)
  },
)

test('an invocation that comes when the worker has ended has another environment at once [LMI-7]', async () => {
  const culprit = invoke(lambda, { how: 'reject', ms: 2000 })
  const before = await invoke(lambda, { ms: 1 }, { remainingTimeInMillis: 100 })
  expect(before).toTimeOut()
  const after = await invoke(lambda, {})
  expect(after).toReturn(1)
  expect(after.record.environmentId).not.toBe((await culprit).record.environmentId)
  expect(await culprit).toTimeOut()
})

test('a worker that ends between invocations is replaced [LMI-7]', async () => {
  const quiet = withLambda(() => import('./functions/multi-concurrency/failing.js'), { ...config, unobserved: 'off' })
  expect(await invoke(quiet, { how: 'reject later' })).toReturn(1)
  await quiet.idle('1s')
  const next = await invoke(quiet, {})
  expect(next).toReturn(1)
  expect(next).toBeColdStart()
})

test('a signal ends the process, and all invocations in it at once [LMI-7, ERR-11]', async () => {
  const both = await Promise.all([invoke(lambda, { ms: 1000 }), invoke(lambda, { how: 'kill' })])
  for (const result of both)
    expect(result).toFailWith({ errorType: 'Runtime.ExitError', errorMessage: /signal: killed/ })
  expect(await invoke(lambda, {})).toReturn(1)
})

test('nothing is frozen between invocations: timers go on while time passes [LMI-1]', async () => {
  const first = await invoke(lambda, { how: 'beat' })
  await lambda.idle('10s')
  const second = await invoke(lambda, { how: 'beat' })
  expect(second).toReturn(10)
  expect(second.record.environmentId).toBe(first.record.environmentId)
  expect(second.record.phases.map(({ phase }) => phase)).toEqual(['invoke'])
})

test('time that the test moves by hand is lived through before the next handler is entered [LMI-1]', async () => {
  await invoke(lambda, { how: 'beat' })
  advance('5s')
  expect(await invoke(lambda, { how: 'beat', ms: 0 })).toReturn(5)
})

test('leaks are not looked for, since nothing is cut off, and an assertion on them is told so', async () => {
  const result = await invoke(lambda, { how: 'beat' })
  expect(result.record).not.toHaveProperty('leaks')
  expect(() => expect(result).not.toLeak()).toThrowErrorMatchingInlineSnapshot(`
    [Error: toLeak() has nothing to judge: an environment with concurrency is never frozen, so what goes on after the answer is not cut off
    Assert what that work does: lambda.idle(…) lets it run.

    What happened in invocation 1 of its environment (cold start):
      init    0 ms
      invoke
        +10 ms    answered]
  `)
})

test('recycled, an environment finishes what it has and takes nothing new [LIF-7]', async () => {
  const running = invoke(lambda, { ms: 100 })
  await invoke(lambda, {})
  await lambda.recycle()
  const next = await invoke(lambda, {})
  expect(next).toBeColdStart()
  expect(await running).toReturn(2)
  expect([...lambda.environments].map(({ id }) => id)).toEqual([next.record.environmentId])
})

test('disposed, it stops all that is in flight', async () => {
  await invoke(lambda, {})
  const running = [invoke(lambda, { ms: 1000 }), invoke(lambda, { ms: 2000 })].map((each) => each.catch(String))
  await Promise.resolve()
  await lambda[Symbol.asyncDispose]()
  expect([...lambda.environments]).toEqual([])
  for (const reason of await Promise.all(running))
    expect(reason).toMatch(
      /^LambdaDisposedError: an invocation of 'failing' was still under way when it was disposed by hand in /,
    )
})
