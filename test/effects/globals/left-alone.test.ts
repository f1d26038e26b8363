import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { isLeftAlone } from '../../../src/effects/globals/left-alone.js'

test("every global of the language is left alone, by this Node.js's own list", () => {
  const language = runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]
  expect(language.length).toBeGreaterThan(60)
  expect(language.filter((key) => !isLeftAlone(key))).toEqual([])
})

test.each([
  'setTimeout',
  'Date',
  'performance',
  'console',
  'process',
  'Buffer',
  '__coverage__',
  '__vitest_worker__',
  Symbol.for('vitest:SAFE_TIMERS'),
])('%o is left alone: another effect, or the test runner, looks after it', (key) => {
  expect(isLeftAlone(key)).toBe(true)
})

test.each(['fetch', 'URL', 'crypto', 'structuredClone', 'AbortController', 'cache', '__cache', Symbol.for('x')])(
  '%o is routed',
  (key) => {
    expect(isLeftAlone(key)).toBe(false)
  },
)
