import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buriedMetrics, emittedMetrics, lineMetrics } from '../../src/record/emf.js'
import { json, record, stdout, text } from '../matchers/result.js'

const document = {
  _aws: {
    Timestamp: 1_767_268_800_000,
    CloudWatchMetrics: [
      {
        Namespace: 'shop',
        Dimensions: [['service'], []],
        Metrics: [{ Name: 'Accepted', Unit: 'Count' }, { Name: 'Took' }],
      },
      { Namespace: 'shop/errors', Metrics: [{ Name: 'Rejected', StorageResolution: 1 }] },
    ],
  },
  service: 'orders',
  Accepted: 1,
  Took: [3, 5],
  Rejected: 0,
}
const line = JSON.stringify(document)

describe('emittedMetrics', () => {
  test('reads every metric of every directive', () => {
    expect(emittedMetrics([stdout(line)])).toEqual([
      { name: 'Accepted', namespace: 'shop', unit: 'Count', values: [1], dimensionSets: [{ service: 'orders' }, {}] },
      { name: 'Took', namespace: 'shop', unit: 'None', values: [3, 5], dimensionSets: [{ service: 'orders' }, {}] },
      { name: 'Rejected', namespace: 'shop/errors', unit: 'None', values: [0], dimensionSets: [{}] },
    ])
  })

  test('reads behind the prefix of the Text format, also JSON over several lines [LOG-13]', () => {
    expect(emittedMetrics([text('INFO', JSON.stringify(document, undefined, 2))])).toHaveLength(3)
  })

  test('reads the lines of the function only', () => {
    expect(emittedMetrics([{ line, source: 'platform' }])).toEqual([])
    expect(emittedMetrics(record({ logs: [text('INFO', 'accepted'), stdout('{"a":1}')] }).logs)).toEqual([])
  })

  test.for([
    ['no metadata', { Accepted: 1 }],
    ['metadata that is no object', { _aws: 'x', Accepted: 1 }],
    ['directives that are no list', { _aws: { CloudWatchMetrics: {} }, Accepted: 1 }],
    ['a directive that is no object', { _aws: { CloudWatchMetrics: [1, null] }, Accepted: 1 }],
    ['no namespace', { _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'Accepted' }] }] }, Accepted: 1 }],
    ['a metric without name', { _aws: { CloudWatchMetrics: [{ Namespace: 'a', Metrics: [{}, 1] }] }, Accepted: 1 }],
    ['a metric called undefined', { _aws: { CloudWatchMetrics: [{ Namespace: 'a', Metrics: [{}] }] }, undefined: 1 }],
    ['no value', { _aws: { CloudWatchMetrics: [{ Namespace: 'a', Metrics: [{ Name: 'Accepted' }] }] } }],
    [
      'a value that is no number',
      { _aws: { CloudWatchMetrics: [{ Namespace: 'a', Metrics: [{ Name: 'A' }] }] }, A: '1' },
    ],
    [
      'a list with no number',
      { _aws: { CloudWatchMetrics: [{ Namespace: 'a', Metrics: [{ Name: 'A' }] }] }, A: ['1'] },
    ],
    ['an empty list', { _aws: { CloudWatchMetrics: [{ Namespace: 'a', Metrics: [{ Name: 'A' }] }] }, A: [] }],
  ] as const)('finds no metric where CloudWatch would find none: %s', ([, given]) => {
    expect(emittedMetrics([stdout(JSON.stringify(given))])).toEqual([])
  })

  test('gives back what any document says', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{0,5}$/), { minLength: 1, maxLength: 5 })
    const value = fc.oneof(fc.integer(), fc.array(fc.integer(), { minLength: 1 }))
    fc.assert(
      fc.property(
        names,
        value,
        fc.string(),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.string()),
        (metrics, amount, namespace, dimensions) => {
          const directive = {
            Namespace: namespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: metrics.map((Name) => ({ Name })),
          }
          const values = Object.fromEntries(metrics.map((name) => [name, amount]))
          const emitted = emittedMetrics([
            stdout(JSON.stringify({ ...dimensions, ...values, _aws: { CloudWatchMetrics: [directive] } })),
          ])
          expect(emitted).toEqual(
            metrics.map((name) => ({
              name,
              namespace,
              unit: 'None',
              values: [amount].flat(),
              dimensionSets: [dimensions],
            })),
          )
        },
      ),
    )
  })
})

describe('buriedMetrics', () => {
  test('finds documents inside the message of a JSON line, which CloudWatch does not [LOG-18]', () => {
    const logs = [json('INFO', document), json('INFO', line)]
    expect(emittedMetrics(logs)).toEqual([])
    expect(buriedMetrics(logs).map((metric) => metric.name)).toEqual([
      'Accepted',
      'Took',
      'Rejected',
      'Accepted',
      'Took',
      'Rejected',
    ])
  })

  test('finds none in lines that CloudWatch reads, nor in others', () => {
    expect(buriedMetrics([stdout(line), text('INFO', line), text('INFO', 'a'), json('INFO', 'a')])).toEqual([])
  })
})

test('lineMetrics reads one line', () => {
  expect(lineMetrics(stdout(line)).map((metric) => metric.name)).toEqual(['Accepted', 'Took', 'Rejected'])
  expect(lineMetrics(stdout('text'))).toEqual([])
})
