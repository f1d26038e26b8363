import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, failure, json, stdout, text } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const accepted = document({ Accepted: 1 }, { Accepted: 'Count' })
const latency = document({ Latency: [3, 5] }, { Latency: 'Milliseconds' })
const result = answered(1, { logs: [stdout(accepted), text('INFO', latency, 7)] })

describe('toHaveEmittedMetric', () => {
  test('finds a metric by its name, in a line of its own or behind the prefix of the Text format [LOG-13]', () => {
    expect(result).toHaveEmittedMetric('Accepted')
    expect(result).toHaveEmittedMetric('Latency')
    expect(result).not.toHaveEmittedMetric('accepted')
    expect(answered(1)).not.toHaveEmittedMetric('Accepted')
  })

  test('compares a value with one of the values of a line, a list with all of them', () => {
    expect(result).toHaveEmittedMetric('Accepted', { value: 1 })
    expect(result).toHaveEmittedMetric('Latency', { value: 5 })
    expect(result).toHaveEmittedMetric('Latency', { value: [3, 5] })
    expect(result).toHaveEmittedMetric('Latency', { value: expect.closeTo(3.001, 2) })
    expect(result).not.toHaveEmittedMetric('Latency', { value: [5, 3] })
    expect(result).not.toHaveEmittedMetric('Accepted', { value: 2 })
  })

  test('compares unit and namespace', () => {
    expect(result).toHaveEmittedMetric('Latency', { unit: 'Milliseconds', namespace: 'shop' })
    expect(result).not.toHaveEmittedMetric('Latency', { unit: 'Seconds' })
    expect(result).not.toHaveEmittedMetric('Latency', { namespace: expect.stringContaining('ware') })
    expect(answered(1, { logs: [stdout(document({ Accepted: 1 }))] })).toHaveEmittedMetric('Accepted', { unit: 'None' })
  })

  test('compares the whole of one dimension set', () => {
    expect(result).toHaveEmittedMetric('Accepted', { dimensions: { service: 'orders' } })
    expect(result).toHaveEmittedMetric('Accepted', { dimensions: { service: 'orders', stage: 'test' } })
    expect(result).toHaveEmittedMetric('Accepted', { dimensions: expect.objectContaining({ stage: 'test' }) })
    expect(result).not.toHaveEmittedMetric('Accepted', { dimensions: { stage: 'test' } })
    expect(result).not.toHaveEmittedMetric('Accepted', { dimensions: {} })
  })

  test('wants all parts in one and the same emission', () => {
    const logs = [stdout(document({ N: 1 }, { N: 'Count' })), stdout(document({ N: 2 }, { N: 'Bytes' }))]
    expect(answered(1, { logs })).toHaveEmittedMetric('N', { value: 2, unit: 'Bytes' })
    expect(answered(1, { logs })).not.toHaveEmittedMetric('N', { value: 2, unit: 'Count' })
  })

  test('finds whatever was emitted, and no other value', () => {
    fc.assert(
      fc.property(fc.dictionary(metricName(), fc.integer(), { minKeys: 1 }), (metrics) => {
        const emitted = answered(1, { logs: [stdout(document(metrics))] })
        for (const [name, value] of Object.entries(metrics)) {
          expect(emitted).toHaveEmittedMetric(name, { value })
          expect(emitted).not.toHaveEmittedMetric(name, { value: value + 1 })
        }
      }),
    )
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(result)).resolves.toHaveEmittedMetric('Accepted')
    await expect.poll(() => result).toHaveEmittedMetric('Accepted', { value: 1 })
    expect([result]).toEqual([expect.toHaveEmittedMetric('Accepted')])
    expect([result]).toEqual([expect.not.toHaveEmittedMetric('Accepted', { value: 2 })])
  })
})

describe('a failing toHaveEmittedMetric', () => {
  test('shows how the metric differs', () => {
    const { message, actual, expected } = failure(() =>
      expect(result).toHaveEmittedMetric('Latency', { value: 4, unit: 'Milliseconds', dimensions: {} }),
    )
    expect(message).toMatchInlineSnapshot(`
      "expected metric Latency with value 4, unit "Milliseconds", dimensions {} to be emitted, but it differs

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
                    metrics: Accepted 1
          +7 ms     INFO  metrics: Latency 3, 5
          +12 ms    answered"
    `)
    expect({ actual, expected }).toEqual({
      actual: {
        value: [3, 5],
        unit: 'Milliseconds',
        dimensions: [{ service: 'orders' }, { service: 'orders', stage: 'test' }],
      },
      expected: { value: 4, unit: 'Milliseconds', dimensions: {} },
    })
  })

  test('shows each emission where there are several', () => {
    const logs = [stdout(document({ N: 1 })), stdout(document({ N: 2 }))]
    const { message, actual } = failure(() => expect(answered(1, { logs })).toHaveEmittedMetric('N', { value: 3 }))
    expect(message).toMatch(/^expected metric N with value 3 to be emitted, but each of its 2 emissions differs\n/)
    expect(actual).toEqual([{ value: 1 }, { value: 2 }])
  })

  test('names the metrics that were emitted', () => {
    expect(() => expect(result).toHaveEmittedMetric('Rejected')).toThrow(
      /^expected metric Rejected to be emitted, but only Accepted, Latency were\n/,
    )
  })

  test('says when no line is EMF', () => {
    const silent = answered(1, { logs: [text('INFO', 'accepted')] })
    expect(() => expect(silent).toHaveEmittedMetric('Accepted')).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected metric Accepted to be emitted, but no log line is in the Embedded Metric Format
      Powertools writes its metrics in publishStoredMetrics(), which logMetrics calls when the handler ends.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +0 ms     INFO  accepted
          +12 ms    answered]
    `)
  })

  test('says when the JSON log format hides the metric from CloudWatch [LOG-18]', () => {
    const hidden = answered(1, { logs: [json('INFO', JSON.parse(accepted)), json('INFO', latency)] })
    expect(() => expect(hidden).toHaveEmittedMetric('Accepted')).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected metric Accepted to be emitted, but CloudWatch does not see it: the JSON log format wraps what console.log writes, and EMF wants _aws at the root of a line
      Write the line with process.stdout.write, as Powertools does.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +0 ms     INFO  metrics: Accepted 1
          +0 ms     INFO  metrics: Latency 3, 5
          +12 ms    answered]
    `)
    expect(() => expect(hidden).toHaveEmittedMetric('Latency')).toThrow('CloudWatch does not see it')
    expect(() => expect(hidden).toHaveEmittedMetric('Rejected')).toThrow('no log line is in the Embedded Metric Format')
  })

  test('with .not says what was emitted', () => {
    expect(() => expect(result).not.toHaveEmittedMetric('Accepted', { value: 1 })).toThrow(
      /^expected metric Accepted with value 1 not to be emitted, but it was\n/,
    )
  })

  test('says how to write what it refuses', () => {
    const refused: [string, object?][] = [
      ['', {}],
      [7 as unknown as string],
      ['N', { values: 1 }],
      ['N', 1 as unknown as object],
    ]
    const messages = refused.flatMap((args) => [
      failure(() => expect(result).toHaveEmittedMetric(...args)).message,
      failure(() => expect(result).not.toHaveEmittedMetric(...args)).message,
    ])
    expect([...new Set(messages)].join('\n')).toMatchInlineSnapshot(`
      "toHaveEmittedMetric() takes the metric's name, but received an empty text
      toHaveEmittedMetric() takes the metric's name, but received 7
      Write toHaveEmittedMetric(name, { value, unit, dimensions, namespace }): the key values is none of these
      Write toHaveEmittedMetric(name, { value, unit, dimensions, namespace }): the second argument was 1"
    `)
  })
})

/** An EMF line with two dimension sets. */
function document(metrics: Record<string, number | number[]>, units: Record<string, string> = {}): string {
  const definitions = Object.keys(metrics).map((Name) => ({ Name, ...(units[Name] ? { Unit: units[Name] } : {}) }))
  const directive = { Namespace: 'shop', Dimensions: [['service'], ['service', 'stage']], Metrics: definitions }
  const _aws = { Timestamp: 1_767_268_800_000, CloudWatchMetrics: [directive] }
  return JSON.stringify({ service: 'orders', stage: 'test', ...metrics, _aws })
}

/** Metric names that are no member of the document otherwise. */
function metricName(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,12}$/)
}
