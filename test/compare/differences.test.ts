import { describe, expect, test } from 'vitest'
import { compareRuns, type Sample, type WarmRun } from '../../src/compare/differences.js'
import type { WarmOrderName } from '../../src/compare/report.js'

/** A sample of an event that answered `payload`. */
function sample(event: number, payload: unknown, more: Sample['shown'] = {}): Sample {
  return { event, outcome: 'response', shown: { result: { payload }, ...more }, timeline: `timeline of ${event}` }
}

function run(name: WarmOrderName, ...samples: Sample[]): WarmRun {
  return { order: { name, events: samples.map(({ event }) => event) }, samples }
}

const cold = [sample(0, 'a'), sample(1, 'b'), sample(0, 'a'), sample(1, 'b')]

describe('compareRuns()', () => {
  test('finds nothing where warm environments show what cold ones do', () => {
    const warm = [run('given', sample(0, 'a'), sample(1, 'b')), run('shuffled', sample(1, 'b'), sample(0, 'a'))]
    expect(compareRuns(cold, warm)).toEqual({ differences: [], notDeterministic: [] })
  })

  test('finds what a warm environment shows otherwise, with both values and timelines', () => {
    const other = { ...sample(1, 'B'), timeline: 'another timeline' }
    expect(compareRuns(cold, [run('given', sample(0, 'a'), other)]).differences).toEqual([
      {
        event: 1,
        order: 'given',
        position: 1,
        kind: 'result',
        cold: { payload: 'b' },
        warm: { payload: 'B' },
        timelines: { cold: 'timeline of 1', warm: 'another timeline' },
      },
    ])
  })

  test('tells an event and kind once for each order, in the order of the runs; results first', () => {
    const shown = { logs: ['x'], calls: ['y'] }
    const quiet = { logs: [], calls: [] }
    const bases = [sample(0, 'a', quiet), sample(0, 'a', quiet)]
    const warm = [
      run('given', sample(0, 'a', quiet), sample(0, 'A', shown), sample(0, 'A', shown)),
      run('after error', sample(0, 'a', quiet), sample(0, 'a', shown)),
    ]
    const found = compareRuns(bases, warm).differences
    expect(found.map(({ order, position, kind }) => [order, position, kind])).toEqual([
      ['given', 1, 'result'],
      ['given', 1, 'calls'],
      ['given', 1, 'logs'],
      ['after error', 1, 'calls'],
      ['after error', 1, 'logs'],
    ])
  })

  test('leaves out what varies between cold environments, and names it', () => {
    const varied = [sample(0, { id: 1, pay: 5 }), sample(0, { id: 2, pay: 5 })]
    const found = compareRuns(varied, [run('given', sample(0, { id: 3, pay: 5 }), sample(0, { id: 4, pay: 6 }))])
    expect(found.notDeterministic).toEqual([{ event: 0, kind: 'result', path: 'result.payload.id' }])
    expect(found.differences).toMatchObject([
      { cold: { payload: { id: '<varies>', pay: 5 } }, warm: { payload: { id: '<varies>', pay: 6 } } },
    ])
  })

  test('takes the first invocation of a warm environment for the cold start that it is', () => {
    const warm = [run('given', sample(0, 'another'), sample(0, 'a'))]
    expect(compareRuns(cold, warm)).toEqual({
      differences: [],
      notDeterministic: [{ event: 0, kind: 'result', path: 'result.payload' }],
    })
  })

  test('names a part that varies several times once', () => {
    const more = [...cold, sample(0, 'x'), sample(0, 'y')]
    expect(compareRuns(more, []).notDeterministic).toEqual([{ event: 0, kind: 'result', path: 'result.payload' }])
  })
})
