// Tests of reports of events that were pushed: they tell who looks.

import { describe, expect, test, vi } from 'vitest'
import { watch, watchReport } from '../../src/record/observation.js'
import type { EventReport } from '../../src/record/event-report.js'
import { withMore } from '../../src/sources/push-report.js'
import { failed } from '../matchers/result.js'

describe('withMore()', () => {
  const result = failed({ errorType: 'Error', errorMessage: 'no' })
  const plain: EventReport = { requestId: 'r-1', attempts: [result], outcome: 'retriesExhausted' }

  test('has the members of the report and more, and never changes', () => {
    const report = withMore(plain, { event: { order: 1 } })
    expect(report).toEqual({ ...plain, event: { order: 1 } })
    expect(Object.isFrozen(report)).toBe(true)
  })

  test('goes on telling that somebody looked, and is not looking itself', () => {
    const looked = vi.fn<() => void>()
    const watched = watch(result, { failure: looked })
    const report = withMore(watchReport({ ...plain, attempts: [watched] }, ['attempts'], [watched]), { event: 'order' })
    expect(report.event).toBe('order')
    expect(report.outcome).toBe('retriesExhausted')
    expect(looked).not.toHaveBeenCalled()
    expect(report.attempts).toHaveLength(1)
    expect(looked).toHaveBeenCalledTimes(1)
  })
})
