import { describe, expect, test, vi } from 'vitest'
import type { Leak, ResumedWork } from '../../../src/record/leak.js'
import type { InvocationRecord } from '../../../src/record/record.js'
import type { InvocationResult } from '../../../src/record/result.js'
import { type LeakRules, plainRule } from '../../../src/vitest/leak-rules.js'
import { forgetWarnedLeaks, watchBy, watchLeaks } from '../../../src/vitest/worker/leak-policy.js'
import { inScope, Scope } from '../../../src/vitest/worker/scope.js'
import { answered, failed } from '../../matchers/result.js'

const config = { functionName: 'orders', taskRoot: '/project' }
const timer: Leak = { kind: 'timer', what: '100 ms', at: 'src/track.ts:14:3', invocation: 1 }
const audit: Leak = { kind: 'promise', what: 'audit()', at: 'src/orders.ts:9:5', invocation: 1 }
const lost: Leak = { kind: 'fetch', what: 'https://example.com/track', invocation: 1 }
const strict: LeakRules = { failOnLeak: 'error', allowed: [] }
const lenient: LeakRules = { failOnLeak: 'warn', allowed: [] }

/** What one test attempt that gets these results is told at its end. */
async function told(
  rules: LeakRules,
  records: readonly Partial<InvocationRecord>[],
  look: (results: readonly InvocationResult[]) => void = () => {},
): Promise<{ readonly errors: readonly string[]; readonly warnings: readonly string[] }> {
  const scope = new Scope('the test')
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const frames = ['    at async /project/test/orders.test.ts:8:3']
  const results = records.map((record) =>
    inScope(scope, () => watchBy(rules, answered('ok', record), config, scope, () => frames)),
  )
  look(results)
  const fault = await scope.end().catch((error: unknown) => error)
  const warnings = warn.mock.calls.map(([text]) => String(text))
  warn.mockRestore()
  const faults = fault instanceof AggregateError ? (fault.errors as Error[]) : fault instanceof Error ? [fault] : []
  return { errors: faults.map(({ stack }) => String(stack)), warnings }
}

const first = (text: string): string => text.split('\n')[0] ?? ''

/** Warnings are given once in a file: each test here uses a line of its own. */
let lines = 100
function anywhere(): Leak {
  return { ...timer, at: `src/anywhere.ts:${lines++}:1` }
}

describe("with failOnLeak: 'error' a leak", () => {
  test('fails the test, with the line that made it and those that await the invocation', async () => {
    expect((await told(strict, [{ leaks: [timer] }])).errors).toMatchInlineSnapshot(`
      [
        "UnobservedLeakError: 'orders' left this behind when it answered: timer 100 ms (src/track.ts:14:3)

      Lambda freezes it there: it goes on in the next invocation, or never. Await it and every call that leads to it (setTimeout of node:timers/promises), or clear it before the handler answers. If it is meant to be, assert it with toLeak(), or allow it in vitest.config.ts: lambda({ allowLeaks: [{ kind: 'timer', at: 'src/track.ts:14' }] }).
          at /project/src/track.ts:14:3
          at async /project/test/orders.test.ts:8:3",
      ]
    `)
  })

  test('fails it once for each call site, however often it was passed', async () => {
    const { errors } = await told(strict, [
      { leaks: [timer, timer, audit] },
      { leaks: [audit, lost] },
      { leaks: [lost] },
    ])
    expect(errors.map(first)).toEqual([
      expect.stringMatching(/: timer 100 ms \(src\/track\.ts:14:3\)$/),
      expect.stringMatching(/: promise audit\(\) \(src\/orders\.ts:9:5\)$/),
      expect.stringMatching(/: fetch https:\/\/example\.com\/track$/),
    ])
  })

  test('fails it once for each call that led to one line', async () => {
    const [one, other] = ['src/orders.ts:7:5', 'src/orders.ts:9:5'].map((via) => ({ ...timer, via }))
    if (!one || !other) throw new Error('there are two')
    const { errors } = await told(strict, [{ leaks: [one, other] }, { leaks: [other] }])
    expect(errors.map(first)).toEqual([expect.stringContaining(one.via), expect.stringContaining(other.via)])
  })

  test('whose line is not known fails it, with those that await the invocation', async () => {
    const [error = ''] = (await told(strict, [{ leaks: [lost] }])).errors
    expect(error.split('\n').filter((line) => /^ +at /.test(line))).toEqual([
      '    at async /project/test/orders.test.ts:8:3',
    ])
  })

  test.each<readonly [string, (result: InvocationResult) => unknown]>([
    ['toLeak', (result) => expect(result).toLeak('timer')],
    ['toLeak with .not', (result) => expect(result).not.toLeak('fetch')],
    ['toResume', (result) => expect(result).not.toResume()],
    ['reading record.leaks', ({ record }) => record.leaks],
    ['reading record.resumed', ({ record }) => record.resumed],
    ['a snapshot of its record', ({ record }) => JSON.stringify(record)],
  ])('is silenced by looking at it: %s', async (_, look) => {
    const records = [{ leaks: [timer], resumed: [] }]
    expect((await told(strict, records, ([result]) => result && look(result))).errors).toEqual([])
  })

  test.each<readonly [string, (result: InvocationResult) => unknown]>([
    ['toReturn', (result) => expect(result).toReturn('ok')],
    ['toBeColdStart', (result) => expect(result).toBeColdStart()],
    ['reading other parts of its record', ({ record, payload }) => [record.logs, record.outcome, payload]],
  ])('is not silenced by looking at something else: %s', async (_, look) => {
    expect((await told(strict, [{ leaks: [timer] }], ([result]) => result && look(result))).errors).toHaveLength(1)
  })

  test('is silenced for its own invocation only', async () => {
    const records = [{ leaks: [timer] }, { leaks: [timer], invocationIndex: 2 }]
    const look = ([, result]: readonly InvocationResult[]): void => void result?.record.leaks
    expect((await told(strict, records, look)).errors).toHaveLength(1)
  })

  test('is silenced by looking at how it went on in a later invocation of its environment', async () => {
    const resumed: ResumedWork[] = [{ ...timer, ran: 'at-thaw' }]
    const elsewhere = { leaks: [audit], environmentId: 'another' }
    const records = [{ leaks: [timer] }, elsewhere, { resumed, leaks: [lost], invocationIndex: 2 }]
    const { errors } = await told(strict, records, ([, , last]) => expect(last).toResume('timer'))
    expect(errors.map(first)).toEqual([expect.stringContaining('audit()')])
  })
})

describe("with failOnLeak: 'warn' a leak", () => {
  test('is told in one line: what, where, how to fix it, how to allow it', async () => {
    const { warnings, errors } = await told(lenient, [{ leaks: [{ ...timer, at: 'src/warned.ts:3:7' }] }])
    expect(errors).toEqual([])
    expect(warnings).toMatchInlineSnapshot(`
      [
        "vitest-lambda: 'orders' left this behind when it answered: timer 100 ms (src/warned.ts:3:7). Lambda freezes it there: it goes on in the next invocation, or never. Await it and every call that leads to it (setTimeout of node:timers/promises), or clear it before the handler answers. If it is meant to be, assert it with toLeak(), or allow it in vitest.config.ts: lambda({ allowLeaks: [{ kind: 'timer', at: 'src/warned.ts:3' }] }).",
      ]
    `)
  })

  test('is told once for each call site in a test file', async () => {
    const [one, other] = [anywhere(), anywhere()]
    expect((await told(lenient, [{ leaks: [one, one] }, { leaks: [one, other] }])).warnings).toHaveLength(2)
    expect((await told(lenient, [{ leaks: [one, other] }])).warnings).toEqual([])
    forgetWarnedLeaks()
    expect((await told(lenient, [{ leaks: [one] }])).warnings).toHaveLength(1)
  })

  test('is told by the first test that does not look at it', async () => {
    const one = anywhere()
    const look = ([result]: readonly InvocationResult[]): void => expect(result).toLeak()
    expect((await told(lenient, [{ leaks: [one] }], look)).warnings).toEqual([])
    expect((await told(lenient, [{ leaks: [one] }])).warnings).toHaveLength(1)
  })

  test('is not told where its line is not known', async () => {
    expect(await told(lenient, [{ leaks: [lost] }])).toEqual({ errors: [], warnings: [] })
  })
})

describe('a leak', () => {
  const allowed = [{ kind: 'timer', at: 'track.ts:14' } as const, { what: /^audit\(\)$/i, reason: 'best effort' }].map(
    plainRule,
  )

  test('that the project allows is not told, and its result is left alone', async () => {
    const result = answered('ok', { leaks: [timer, audit] })
    const scope = new Scope('the test')
    expect(watchBy({ ...strict, allowed }, result, config, scope, () => [])).toBe(result)
    await scope.end()
  })

  test('beside one that is allowed is told', async () => {
    const { errors } = await told({ ...strict, allowed }, [{ leaks: [timer, lost, audit] }])
    expect(errors.map(first)).toEqual([expect.stringContaining('fetch https://example.com/track')])
  })

  test("is not told with failOnLeak: 'off'", async () => {
    expect(await told({ failOnLeak: 'off', allowed: [] }, [{ leaks: [timer] }])).toEqual({ errors: [], warnings: [] })
  })

  test('that no test got is told to whom the function belongs', async () => {
    const [owner, over] = [new Scope('its suite'), new Scope('a test that is over')]
    await over.end()
    const late = (): unknown => watchBy(strict, answered('ok', { leaks: [timer] }), config, owner, () => [])
    inScope(over, late)
    inScope(undefined as unknown as Scope, late)
    await expect(owner.end()).rejects.toThrow("'orders' left this behind when it answered: timer 100 ms")
  })
})

describe('watchLeaks()', () => {
  test('leaves a result alone that left nothing behind, and one of which nobody knows', () => {
    const owner = new Scope('the test')
    for (const result of [answered(1), answered(1, { leaks: [], resumed: [] }), failed()]) {
      expect(watchLeaks(result, config, owner, () => [])).toBe(result)
    }
  })

  test('goes by the rules of the project', async () => {
    const owner = new Scope('the test')
    const result = answered(1, { leaks: [anywhere()] })
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    inScope(undefined as unknown as Scope, () => watchLeaks(result, config, owner, () => []))
    await owner.end()
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})
