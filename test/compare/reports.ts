// Reports for the tests of the texts about them.

import type { WarmDifference, WarmReport } from '../../src/compare/report.js'

export const difference: WarmDifference = {
  event: 1,
  order: 'given',
  position: 1,
  kind: 'result',
  cold: { outcome: 'response', payload: { pay: 50 } },
  warm: { outcome: 'response', payload: { pay: 40 } },
  timelines: { cold: 'the cold timeline', warm: 'the warm timeline' },
}

/** A report about three events in which nothing differs. */
export function report(given: Partial<WarmReport> = {}): WarmReport {
  return {
    functionName: 'orders',
    seed: 7,
    events: 3,
    compared: ['result', 'logs'],
    orders: [
      { name: 'given', events: [0, 1, 2, 0, 1, 2] },
      { name: 'shuffled', events: [2, 0, 1, 2, 0, 1] },
    ],
    differences: [],
    notDeterministic: [],
    ...given,
  }
}
