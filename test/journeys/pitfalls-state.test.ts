// Pitfalls of an environment that is used again, or is not: what a test sees of state in the wrong place.

import { openSync } from 'node:fs'
import { invoke, withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'

describe('state of a request in module scope', () => {
  const lambda = withLambda(() => import('./functions/pitfalls/request-state.js'))

  test('is seen by the next request of a warm environment, and lists grow [PIT-4]', async () => {
    expect(await invoke(lambda, { user: 'ada' })).toReturn(expect.objectContaining({ user: 'ada', seen: ['ada'] }))
    expect(await invoke(lambda, {})).toReturn(expect.objectContaining({ user: 'ada', seen: ['ada', 'nobody'] }))
    await lambda.recycle()
    const { payload } = await invoke(lambda, {})
    expect(payload).not.toHaveProperty('user')
    expect(payload.seen).toEqual(['nobody'])
  })

  test('such as middleware that is added in each request runs more often each time [PIT-5]', async () => {
    const steps: number[] = []
    for (let i = 0; i < 3; i++) steps.push((await invoke(lambda, {})).payload.steps)
    expect(steps).toEqual([1, 2, 3])
  })

  test('that is imported under a new URL each time is another module each time, and all of them stay [PIT-5]', async () => {
    const counts: (number | undefined)[] = []
    for (const version of ['v=1', 'v=2', 'v=1', 'v=2'])
      counts.push((await invoke(lambda, { version })).payload.imported)
    expect(counts).toEqual([1, 1, 2, 2])
  })
})

describe('what is taken once, at module level', () => {
  test('such as a date or a token, is stale after hours in a warm environment [PIT-12]', async () => {
    vi.setSystemTime('2026-01-31T23:30:00.000Z')
    try {
      const lambda = withLambda(() => import('./functions/pitfalls/captured.js'), { maximumIdle: '3h' })
      expect(await lambda.invoke()).toReturn({ today: '2026-01-31', token: 'valid' })
      await lambda.idle('2h')
      const late = await lambda.invoke()
      expect(late).toBeWarmStart()
      expect(late).toReturn({ today: '2026-01-31', token: 'expired' })
      await lambda.recycle()
      expect(await lambda.invoke()).toReturn({ today: '2026-02-01', token: 'valid' })
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('state that is expected to be kept', () => {
  const lambda = withLambda(() => import('./functions/pitfalls/sessions.js'))

  test('is not there in the environment of a concurrent request, nor after a cold start [PIT-19]', async () => {
    const [login, beside] = await Promise.all([invoke(lambda, { login: 'ada' }), invoke(lambda, { user: 'ada' })])
    expect([login.payload, beside.payload]).toEqual([true, false])
    await lambda.recycle()
    expect(await invoke(lambda, { user: 'ada' })).toReturn(false)
  })
})

describe('files that are opened and never closed', () => {
  test('use up the descriptors over warm invocations: EMFILE, until the environment is gone [PIT-11, FS-6]', async () => {
    const lambda = withLambda(
      async () => {
        for (let i = 0; i < 250; i++) openSync('/tmp/log', 'a')
        return 'opened'
      },
      { console: 'silent' },
    )
    for (let i = 1; i <= 4; i++) expect(await lambda.invoke()).toReturn('opened')
    for (let i = 5; i <= 6; i++) {
      const result = await lambda.invoke()
      expect(result).toFailWith({
        errorType: 'Error',
        errorMessage: /^EMFILE: too many open files, open '\/tmp\/log'$/,
      })
      expect(result).toBeWarmStart()
    }
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn('opened')
  })
})

describe('a request id that a logger keeps in module scope', () => {
  test('is that of the next request when work left over by the first one logs [PIT-23, FRZ-7]', async () => {
    const lambda = withLambda(() => import('./functions/pitfalls/logger-context.js'), { console: 'silent' })
    const first = await invoke(lambda, { order: 1 })
    const second = await invoke(lambda, { order: 2, waitMs: 1500 })
    expect(first).not.toHaveLogged('charged')
    expect(second).toHaveLogged({ message: 'order 1 charged', requestId: second.record.requestId })
    expect(second.record.requestId).not.toBe(first.record.requestId)
  })
})
