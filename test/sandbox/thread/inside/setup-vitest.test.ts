import { describe, expect, test } from 'vitest'
import { isVitest, standInForVitest } from '../../../../src/sandbox/thread/inside/setup-vitest.js'

const url = import.meta.resolve('vitest')

describe('Vitest in a thread', () => {
  test.each([
    url,
    'file:///app/node_modules/vitest/dist/index.js',
    'file:///C:/app/node_modules/.pnpm/vitest@5.1.1_abc/node_modules/vitest/dist/index.js',
  ])('is what is loaded from %s', (entry) => {
    expect(isVitest(entry)).toBe(true)
  })

  test('is no other package, and no other entry', () => {
    expect(isVitest('file:///app/node_modules/vitest-lambda/dist/index.js')).toBe(false)
    expect(isVitest('file:///app/node_modules/vitest/dist/config.js')).toBe(false)
  })

  test('has the spies of that version', async () => {
    const { vi, vitest } = (await standInForVitest(url, (file) => import(file))) as typeof import('vitest')
    const spy = vi.fn(() => 1)
    expect([spy(), spy.mock.calls.length, vi.isMockFunction(spy), vi.mocked(spy)]).toEqual([1, 1, true, spy])
    expect(vitest).toBe(vi)
  })

  test('is no promise', async () => {
    const standIn = (await standInForVitest(url, async () => ({}))) as Record<string | symbol, unknown>
    expect([standIn['then'], standIn[Symbol.toStringTag]]).toEqual([undefined, undefined])
  })
})
