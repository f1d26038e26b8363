import { expect, test, vi } from 'vitest'
import { OwnPools } from '../../../src/effects/connections/own-pools.js'

interface Pool {
  readonly name: string
  destroy?(): unknown
}

const shared: Pool = { name: 'shared' }

test('a pool of its own is made when it is first asked for, once for each shared one', () => {
  const pools = new OwnPools()
  const make = vi.fn((pool: Pool) => ({ name: `instead of ${pool.name}` }))
  const own = pools.of(shared, make)
  expect(own.name).toBe('instead of shared')
  expect(pools.of(shared, make)).toBe(own)
  expect(pools.of({ name: 'other' }, make)).not.toBe(own)
  expect(make).toHaveBeenCalledTimes(2)
})

test('where none can be made the shared one serves', () => {
  const pools = new OwnPools()
  const destroy = vi.fn()
  const unknown = { name: 'unknown', destroy }
  expect(pools.of(unknown, () => undefined)).toBe(unknown)
  pools.end()
  expect(destroy).not.toHaveBeenCalled()
})

test('what is adopted is its own, and ended with it', () => {
  const pools = new OwnPools()
  const adopted = { name: 'adopted', destroy: vi.fn(() => Promise.reject(new Error('too late'))) }
  pools.adopt<Pool>(shared, adopted)
  expect(pools.of(shared, () => shared)).toBe(adopted)
  pools.end()
  pools.end()
  expect(adopted.destroy).toHaveBeenCalledOnce()
})

test('a replacement is told apart, and left to whoever made it', () => {
  const pools = new OwnPools()
  const replacement = { name: 'replacement', destroy: vi.fn() }
  expect(pools.replacementOf(shared)).toBeUndefined()
  pools.replace<Pool>(shared, replacement)
  expect(pools.replacementOf(shared)).toBe(replacement)
  expect(pools.of(shared, () => ({ name: 'own' })).name).toBe('own')
  pools.end()
  expect(replacement.destroy).not.toHaveBeenCalled()
})

test('a pool that cannot be ended is forgotten', () => {
  const pools = new OwnPools()
  pools.of(shared, () => ({ name: 'own' }))
  expect(() => pools.end()).not.toThrow()
})
