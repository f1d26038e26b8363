import { describe, expect, test } from 'vitest'
import { CURRENT_RUNTIMES, resolveRuntime } from '../../src/function/runtimes.js'

describe('resolveRuntime', () => {
  test.each([
    ['nodejs22.x', 'nodejs22.x', 22],
    ['nodejs24.x', 'nodejs24.x', 24],
    ['nodejs26.x', 'nodejs24.x', 26],
  ])('%s is current and runs by the rules of %s [LIM-9]', (id, rules, major) => {
    expect(resolveRuntime(id)).toEqual({ id, rules, major })
  })

  test.each([
    ['nodejs', 0],
    ['nodejs4.3', 4],
    ['nodejs4.3-edge', 4],
    ['nodejs6.10', 6],
    ['nodejs8.10', 8],
    ['nodejs10.x', 10],
    ['nodejs12.x', 12],
    ['nodejs14.x', 14],
  ])(
    '%s runs by the rules of nodejs22.x, with a warning that AWS no longer creates functions with it [LIM-9]',
    (id, major) => {
      const runtime = resolveRuntime(id)
      expect(runtime).toMatchObject({ id, rules: 'nodejs22.x', major })
      expect(runtime.deprecated).toContain('AWS no longer creates functions with it')
    },
  )

  test.each([
    ['nodejs16.x', 16],
    ['nodejs18.x', 18],
    ['nodejs20.x', 20],
  ])('%s runs by the rules of nodejs22.x, with a warning that AWS will no longer create it [LIM-9]', (id, major) => {
    const runtime = resolveRuntime(id)
    expect(runtime).toMatchObject({ id, rules: 'nodejs22.x', major })
    expect(runtime.deprecated).toContain('AWS no longer patches it, and has set a day')
  })

  test('warns in full about the runtime of an old tutorial', () => {
    expect(resolveRuntime('nodejs8.10').deprecated).toMatchInlineSnapshot(
      `"runtime 'nodejs8.10' is deprecated since 2020-03-06: AWS no longer creates functions with it. It runs here by the rules of nodejs22.x; move to 'nodejs22.x' or 'nodejs24.x' or 'nodejs26.x'."`,
    )
  })

  test('warns in full about a runtime that AWS still lets people create', () => {
    expect(resolveRuntime('nodejs20.x').deprecated).toMatchInlineSnapshot(
      `"runtime 'nodejs20.x' is deprecated since 2026-04-30: AWS no longer patches it, and has set a day from which it no longer creates functions with it. It runs here by the rules of nodejs22.x; move to 'nodejs22.x' or 'nodejs24.x' or 'nodejs26.x'."`,
    )
  })

  test('lists the current runtimes for one that never was', () => {
    expect(() => resolveRuntime('nodejs21.x')).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: runtime is 'nodejs21.x', which is no Node.js runtime of AWS Lambda: use 'nodejs22.x' or 'nodejs24.x' or 'nodejs26.x']`,
    )
  })

  test('refuses the runtime of another language', () => {
    expect(() => resolveRuntime('python3.12')).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: runtime is 'python3.12', which is no Node.js runtime of AWS Lambda: use 'nodejs22.x' or 'nodejs24.x' or 'nodejs26.x']`,
    )
  })

  test.each([
    ['node24', 'nodejs24.x'],
    ['nodejs24', 'nodejs24.x'],
    ['NodeJS22.x', 'nodejs22.x'],
    ['nodejs8.1', 'nodejs8.10'],
  ])('takes %s for a misspelt %s', (id, meant) => {
    expect(() => resolveRuntime(id)).toThrow(`did you mean '${meant}'?`)
  })

  test.each([[24], [undefined], [null], [['nodejs24.x']], ['toString'], ['__proto__']])(
    'refuses %j with a RangeError',
    (id) => {
      expect(() => resolveRuntime(id)).toThrow(RangeError)
    },
  )

  test('asks for text where it gets a number', () => {
    expect(() => resolveRuntime(24)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: runtime is 24: it takes the text 'nodejs22.x' or 'nodejs24.x' or 'nodejs26.x']`,
    )
  })

  test('counts as current exactly what resolves without a warning', () => {
    expect(CURRENT_RUNTIMES).toEqual(['nodejs22.x', 'nodejs24.x', 'nodejs26.x'])
    for (const id of CURRENT_RUNTIMES) expect(resolveRuntime(id).deprecated).toBeUndefined()
  })
})
