import { beforeAll, expect, test } from 'vitest'
import { bytesNeeded } from '../../../../src/sandbox/thread/inside/needed.js'

const MB = 1024 * 1024
/** Eight bytes each. */
const numbers = (length: number): number[] => Array.from({ length }, () => 0.5)

// What the files before this one have left in the process ends here, whatever it takes.
beforeAll(() => void bytesNeeded())

test('the memory that code needs is what it keeps, without its garbage, buffers included', () => {
  const before = bytesNeeded()
  const kept = [numbers(5 * MB), Buffer.alloc(30 * MB)]
  for (let i = 0; i < 5; i++) numbers(MB)
  const grown = bytesNeeded() - before
  expect(kept).toHaveLength(2)
  expect(grown / MB).toBeGreaterThan(65)
  expect(grown / MB).toBeLessThan(80)
})

test('buffers that were let go of a moment ago are garbage, too', () => {
  const before = bytesNeeded()
  for (let i = 0; i < 10; i++) Buffer.alloc(30 * MB)
  const grown = bytesNeeded() - before
  expect(grown / MB).toBeLessThan(10)
})

test('who asks leaves no function for that behind', () => {
  bytesNeeded()
  expect('gc' in globalThis).toBe(false)
})
