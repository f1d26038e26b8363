import { describe, expect, test } from 'vitest'
import type { Settled } from '../../../src/sandbox/port.js'
import { most, usedBy } from '../../../src/sandbox/thread/used.js'

const answered: Settled = { outcome: 'response', payload: '1', endedAt: 0, survives: true, missingEnv: [] }
const used = { cpuMs: 3, memoryBytes: 100 }

describe('what a thread has used', () => {
  test('is what it says at its answer, without what /tmp holds', () => {
    expect(usedBy({ ...answered, used }, 30)).toEqual({ cpuMs: 3, memoryBytes: 70 })
    expect(usedBy({ ...answered, used }, 130)).toEqual({ cpuMs: 3, memoryBytes: 0 })
  })

  test('is not in every answer', () => {
    expect([usedBy(answered, 0), usedBy(undefined, 0), usedBy({ value: 1 }, 0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('is the most memory that anybody has seen, and its own CPU time', () => {
    expect(most(used, { cpuMs: 9, memoryBytes: 500 })).toEqual({ cpuMs: 3, memoryBytes: 500 })
    expect(most(undefined, { cpuMs: 9, memoryBytes: 500 })).toEqual({ cpuMs: 9, memoryBytes: 500 })
  })
})
