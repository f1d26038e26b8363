import { describe, expect, test } from 'vitest'
import { timeoutError } from '../../src/runtime/timeout-error.js'

describe('timeoutError()', () => {
  test('names the request and the configured seconds, without a trace [ERR-12]', () => {
    expect(JSON.stringify(timeoutError('id-1', 3_000))).toBe(
      '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: id-1 Error: Task timed out after 3.00 seconds"}',
    )
  })

  test.each([
    [900_000, '900.00'],
    [1_000, '1.00'],
    [1_500, '1.50'],
    [250, '0.25'],
  ])('of %d ms says %s seconds [ERR-12]', (ms, seconds) => {
    expect(timeoutError('id-1', ms).errorMessage).toContain(`after ${seconds} seconds`)
  })
})
