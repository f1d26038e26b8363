import { beforeEach, expect, test, vi } from 'vitest'
import { type DeclaredIn, warnOfNextTest } from '../../../src/vitest/worker/declared-anew.js'

const warnOnce = vi.fn<(message: string) => void>()
beforeEach(() => void warnOnce.mockClear())

/** What stands for withLambda(), called in the test of this name. */
function declare(declaredIn: DeclaredIn, name: string): void {
  warnOfNextTest({ warnOnce }, declaredIn, { name: `the test '${name}'` }, declare)
}

test('what one test declares, be it in two attempts, is as it should be', () => {
  const declaredIn: DeclaredIn = new Map()
  for (let attempt = 0; attempt < 2; attempt++) declare(declaredIn, 'orders')
  expect(warnOnce).not.toHaveBeenCalled()
})

test('what two tests declare in different lines is meant to be two', () => {
  const declaredIn: DeclaredIn = new Map()
  declare(declaredIn, 'orders')
  declare(declaredIn, 'stock')
  expect(warnOnce).not.toHaveBeenCalled()
})

test('what two tests declare in the same line is told, with the line and what to do', () => {
  const declaredIn: DeclaredIn = new Map()
  for (const name of ['orders', 'stock']) declare(declaredIn, name)
  const [text = ''] = warnOnce.mock.lastCall ?? []
  expect(text.replace(/:\d+:\d+ /, ':<place> ')).toMatchInlineSnapshot(
    `"withLambda() with lifetime: 'suite' was called at test/vitest/worker/declared-anew.test.ts:<place> in several tests: each time it makes another function, whose environments stay until the file ends. For one that tests share call it in a describe, at the top of the file, in beforeAll or in a fixture of scope 'file'; for one per test there is lifetime: 'test'."`,
  )
})
