import { expect, test } from 'vitest'
import { isWarmReport } from '../../src/compare/report.js'
import { answered } from '../matchers/result.js'
import { difference, report } from './reports.js'

test('a report is told by its shape, also after a JSON round trip', () => {
  expect(isWarmReport(report({ differences: [difference] }))).toBe(true)
  expect(isWarmReport(JSON.parse(JSON.stringify(report())))).toBe(true)
})

test.for([undefined, null, [], {}, 'report', { seed: 7, orders: [], differences: [] }, answered(1)])(
  'no report is %j',
  (value) => {
    expect(isWarmReport(value)).toBe(false)
  },
)
