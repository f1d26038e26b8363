// What a function changes of its process stays in its environment: globals, console, listeners, exit code.

import { handler, invoke, type LambdaConfig, withLambda } from 'vitest-lambda'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'

const quiet: LambdaConfig = { console: 'silent' }
const changing = withLambda(() => import('./functions/isolation/globals.js'), { console: 'silent' })

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('globals', () => {
  test('that a function makes are there in its warm invocations, and for nobody else', async () => {
    expect(await invoke(changing, {})).toReturn([1, 1, 1, 9])
    expect(await invoke(changing, {})).toReturn([1, 2, 1, 9])
    expect(globalThis.madeAtInit).toBeUndefined()
    expect(globalThis.madeByHandler).toBeUndefined()
  })

  test('are gone after a cold start, and are each environment’s own', async () => {
    await invoke(changing, {})
    await changing.recycle()
    expect(await invoke(changing, {})).toReturn([1, 1, 1, 9])
    const results = await Promise.all([invoke(changing, { wait: 20 }), invoke(changing, { wait: 10 })])
    expect(results.map(({ payload }) => (payload as number[])[1]).toSorted()).toEqual([1, 2])
  })

  test('of the test are seen inside, as the test changes them', async () => {
    vi.stubGlobal('FEATURE', 'on')
    const lambda = withLambda(async () => (globalThis as { FEATURE?: string }).FEATURE ?? 'none')
    expect(await lambda.invoke()).toReturn('on')
    vi.stubGlobal('FEATURE', 'changed')
    expect(await lambda.invoke()).toReturn('changed')
    vi.unstubAllGlobals()
    expect(await lambda.invoke()).toReturn('none')
  })

  test('of the test that it takes away are gone, also right after an environment was initialised ahead', async () => {
    const lambda = withLambda(async () => (globalThis as { FEATURE?: string }).FEATURE ?? 'none')
    await lambda.publishVersion()
    vi.stubGlobal('FEATURE', 'on')
    await lambda.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 1 })
    vi.unstubAllGlobals()
    expect(await lambda.qualified('live').invoke()).toReturn('none')
    expect('FEATURE' in globalThis).toBe(false)
  })

  test('of the test that a function overwrites stay what they are outside', async () => {
    vi.stubGlobal('FEATURE', 'on')
    const lambda = withLambda(async () => {
      ;(globalThis as { FEATURE?: string }).FEATURE = 'overwritten'
      globalThis.fetch = (async () => 'own') as unknown as typeof fetch
      return [(globalThis as { FEATURE?: string }).FEATURE, String(await fetch('http://example.com'))]
    })
    const outside = globalThis.fetch
    expect(await lambda.invoke()).toReturn(['overwritten', 'own'])
    expect((globalThis as { FEATURE?: string }).FEATURE).toBe('on')
    expect(globalThis.fetch).toBe(outside)
  })

  test('that the test has mocked are mocked inside', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('mocked'))
    const lambda = withLambda(async () => fetch('http://example.com/').then((response) => response.text()))
    expect(await lambda.invoke()).toReturn('mocked')
    expect(globalThis.fetch).toHaveBeenCalledExactlyOnceWith('http://example.com/')
  })
})

describe('the console', () => {
  test('that a function has patched is its own, also in the next invocation', async () => {
    const info = console.info
    for (let i = 0; i < 2; i++) expect(await invoke(changing, {})).toHaveLogged('[patched] hello')
    expect(console.info).toBe(info)
  })

  test('of the test may be spied on: the spy hears the echo and the record has the line', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue()
    const result = await withLambda(async () => console.error('broken', 7)).invoke()
    expect(error).toHaveBeenCalledExactlyOnceWith('broken', 7)
    expect(result).toHaveLogged('broken 7', 'ERROR')
  })

  test('of the test logs nothing into the record', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue()
    const lambda = withLambda(async () => console.log('from inside'), quiet)
    console.log('from the test')
    expect(await lambda.invoke()).not.toHaveLogged('from the test')
    expect(log).toHaveBeenCalledExactlyOnceWith('from the test')
  })
})

describe('process', () => {
  test('listeners of a function are its own: the test process has none of them', async () => {
    const before = process.listenerCount('SIGTERM')
    await invoke(changing, {})
    expect(process.listenerCount('SIGTERM')).toBe(before)
  })

  test('signal that a function sends itself comes a turn later or at the thaw, and is not told as left behind', async () => {
    let heard = 0
    const signals = withLambda(
      handler(async (event: { wait?: boolean }) => {
        process.once('SIGTERM', () => heard++)
        const told = event.wait === true ? once(process, 'SIGTERM') : undefined
        process.kill(process.pid, 'SIGTERM')
        await told
        return heard
      }),
      quiet,
    )
    const unheard = await signals.invoke({})
    expect(unheard).toReturn(0)
    expect(unheard).not.toLeak()
    const waited = await signals.invoke({ wait: true })
    expect(waited).toReturn(2)
    expect([waited.record.leaks, waited.record.resumed]).toEqual([[], []])
  })

  test('exitCode of a function decides nothing of the test run', async () => {
    const before = process.exitCode
    await invoke(changing, {})
    expect(process.exitCode).toBe(before)
  })

  test('exit() inside a mock that a function calls ends the function alone', async () => {
    const dependency = vi.fn(() => process.exit(4))
    expect(await withLambda(async () => dependency(), quiet).invoke()).toFailWith({ errorMessage: /exit status 4$/ })
  })

  test('working directory of a function is its own', async () => {
    const before = process.cwd()
    const lambda = withLambda(async () => {
      const found = process.cwd()
      process.chdir('/tmp')
      return [found, process.cwd()]
    })
    expect(await lambda.invoke()).toReturn(['/var/task', '/tmp'])
    expect(await lambda.invoke()).toReturn(['/tmp', '/tmp'])
    expect(process.cwd()).toBe(before)
  })
})

describe('the network', () => {
  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['a name', () => fetch('http://example.com/'), /^connect ENETUNREACH example\.com:80: blocked/],
    ['an address', () => fetch('http://192.0.2.1:8080/'), /^connect ENETUNREACH 192\.0\.2\.1:8080: blocked/],
    [
      'a socket',
      () => once(connect(5432, 'db.example.com'), 'connect'),
      /^connect ENETUNREACH db\.example\.com:5432: blocked/,
    ],
  ])('ends at this machine: %s fails with the name of the host', async (_name, reach, message) => {
    const lambda = withLambda(
      handler(async () => reach().catch((error: Error) => ((error.cause as Error | undefined) ?? error).message)),
      quiet,
    )
    expect((await lambda.invoke()).payload).toMatch(message)
  })

  test('tells the test what was blocked when the function fails of it, for the payload does not say', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const error = vi.spyOn(console, 'error').mockReturnValue()
    expect(await withLambda(handler(async () => fetch('http://example.com/'))).invoke()).toFailWith({
      errorMessage: 'fetch failed',
    })
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/example\.com:80: blocked.* reaches nothing but this machine/),
    )
    expect(error).not.toHaveBeenCalled()
  })

  test('fails in no time: a function is not kept waiting', async () => {
    const result = await withLambda(
      handler(async () => fetch('http://example.com/')),
      quiet,
    ).invoke()
    expect(result).toFailWith('TypeError')
    expect(result.record.report.durationMs).toBeLessThan(3000)
  })
})
