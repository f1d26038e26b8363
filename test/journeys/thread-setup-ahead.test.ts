// The setup module of an environment that has not begun: what a test arranges there is what the cold start finds.

import { type InvocationResult, type Lambda, type LambdaConfig, LambdaDisposedError, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const FOLDER = './test/journeys/functions/thread-setup'

type Setup = typeof import('./functions/thread-setup/ahead.setup.js')

const settings = (config: LambdaConfig = {}): Lambda =>
  withLambda(() => import('./functions/thread-setup/ahead.js'), {
    functionName: 'settings',
    isolation: 'thread',
    setup: `${FOLDER}/ahead.setup.ts`,
    ...config,
  })

const phases = (lambda: Lambda): string[] => [...lambda.environments].map(({ phase }) => phase)

/** Without what the machine decides, and the names that each has for itself. */
function comparable({ payload, record }: InvocationResult): unknown {
  const { cpuMs: _, maxMemoryUsedMB: __, ...report } = record.report
  const logs = record.logs.map(({ line }) => line.replace(/Max Memory Used: \d+ MB/, ''))
  const text = JSON.stringify({ payload, ...record, report, logs })
  return JSON.parse(text.replaceAll(record.requestId, 'request').replaceAll(record.environmentId, 'environment'))
}

describe('what a test arranges before the first invocation', () => {
  test('is there when the function is loaded, in a cold start as any other', async () => {
    const lambda = settings()
    const { answer, asked } = lambda.setup<Setup>()
    await answer('for Init', 'for the handler')
    expect(phases(lambda)).toEqual(['new'])
    const first = await lambda.invoke()
    expect(first).toBeColdStart()
    expect(first).toReturn(expect.objectContaining({ settings: 'for Init', again: 'for the handler' }))
    expect(await asked()).toBe(2)
    expect(phases(lambda)).toEqual(['frozen'])
  })

  test('leaves the time and the record as they are without', async () => {
    const [arranged, plain] = [settings(), settings()]
    await arranged.setup<Setup>().answer('the default')
    // Both begin at the same time: nothing has moved it so far.
    const [one, other] = await Promise.all([arranged.invoke(), plain.invoke()])
    expect(comparable(one)).toEqual(comparable(other))
    expect(one.record.report.initDurationMs).toBe(100)
  })

  test('waits for the invocation, however much later that comes', async () => {
    const lambda = settings({ maximumIdle: '1m' })
    await lambda.setup<Setup>().answer('arranged')
    await lambda.idle('1h')
    const first = await lambda.invoke()
    expect(first).toReturn(expect.objectContaining({ settings: 'arranged' }))
    const [init] = first.record.phases
    expect(init).toMatchObject({ phase: 'init', durationMs: 100 })
    expect(first.payload).toMatchObject({ loadedAt: (init?.startedAt ?? 0) + 100 })
  })

  test('is arranged in the order of the calls, before what is invoked after them', async () => {
    const lambda = settings()
    const { answer, slowly } = lambda.setup<Setup>()
    const calls = [slowly('first'), answer('second')]
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ settings: 'second' }))
    await Promise.all(calls)
  })

  test('is of one environment: of invocations at once, the first one takes it', async () => {
    const lambda = settings()
    await lambda.setup<Setup>().answer('arranged')
    const [first, second] = await Promise.all([lambda.invoke(), lambda.invoke()])
    expect(first).toReturn(expect.objectContaining({ settings: 'arranged' }))
    expect(second).toReturn(expect.objectContaining({ settings: 'the default' }))
  })

  test('is for whichever tenant comes first', async () => {
    const lambda = settings({ tenancyConfig: { tenantIsolationMode: 'PER_TENANT' } })
    await lambda.setup<Setup>().answer('arranged')
    const [blue, green] = [{ tenantId: 'blue' }, { tenantId: 'green' }]
    expect(await lambda.invoke({}, blue)).toReturn(expect.objectContaining({ settings: 'arranged' }))
    expect(await lambda.invoke({}, green)).toReturn(expect.objectContaining({ settings: 'the default' }))
  })

  test('goes with its environment, and can be arranged anew', async () => {
    const lambda = settings()
    const { answer } = lambda.setup<Setup>()
    await answer('arranged')
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ settings: 'the default' }))
    await lambda.recycle()
    await answer('anew')
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ settings: 'anew' }))
    await lambda.update({ description: 'another' })
    await answer('for the update')
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ settings: 'for the update' }))
  })

  test('needs no invocation after it', async () => {
    const lambda = settings()
    const { answer, asked } = lambda.setup<Setup>()
    await answer('arranged')
    const cut = expect(asked()).rejects.toThrow(LambdaDisposedError)
    await lambda[Symbol.asyncDispose]()
    await cut
    await expect(asked()).rejects.toThrow(LambdaDisposedError)
  })

  test('fails Init also where Lambda runs it again in the invocation [INIT-6]', async () => {
    const lambda = settings({ console: 'silent' })
    const { answer, asked } = lambda.setup<Setup>()
    await answer('nothing')
    const first = await lambda.invoke()
    expect(first).toFailWith({ errorType: 'RangeError', errorMessage: 'there is no answer' })
    expect(first.record.phases.map(({ phase, status }) => [phase, status])).toEqual([
      ['init', 'error'],
      ['init', 'error'],
      ['invoke', 'error'],
    ])
    await expect(asked()).rejects.toThrow('whose process has ended')
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ settings: 'the default' }))
  })

  test('is gone where a call ends the process, which costs the invocation nothing', async () => {
    const lambda = settings()
    const { exit, answer } = lambda.setup<Setup>()
    await answer('arranged')
    await expect(exit()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: setup().exit() has ended the environment: exit status 7. What was arranged is gone with it. The next call or invocation begins a new one.]`,
    )
    const first = await lambda.invoke()
    expect(first).toReturn(expect.objectContaining({ settings: 'the default' }))
    expect(first.record.phases.map(({ phase, status }) => [phase, status])).toEqual([
      ['init', 'success'],
      ['invoke', 'success'],
    ])
    expect(first.record.logs.filter(({ line }) => line.endsWith('sets up'))).toHaveLength(1)
  })

  test('can be arranged anew where a call has ended the process', async () => {
    const lambda = settings()
    const { exit, answer, asked } = lambda.setup<Setup>()
    const calls = [exit(), exit(), asked(), answer('anew')].map((call) => call.catch((error: Error) => error.message))
    expect(await Promise.all(calls)).toEqual([
      expect.stringMatching(/^setup\(\)\.exit\(\) has ended the environment: exit status 7\./),
      expect.stringMatching(/^setup\(\)\.exit\(\) has ended the environment: exit status 7\./),
      0,
      undefined,
    ])
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ settings: 'anew' }))
  })
})

describe('a setup that is wrong rejects the call, and the next one tries again:', () => {
  test.each([
    ['throws', 'no table'],
    ['exits', 'exit status 7'],
    ['waits', 'exit status 0, waiting for a promise that nothing is left to settle'],
  ])('one that %s', async (file, reason) => {
    const lambda = settings({ setup: `${FOLDER}/faulty/${file}.ts`, console: 'silent' })
    const message = `setup '${FOLDER}/faulty/${file}.ts' failed before the handler was loaded: ${reason}`
    await expect(lambda.setup<Setup>().asked()).rejects.toThrow(message)
    await expect(lambda.setup<Setup>().asked()).rejects.toThrow(message)
  })
})
