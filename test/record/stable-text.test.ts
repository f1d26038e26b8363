import { describe, expect, test } from 'vitest'
import {
  isForeignFrame,
  stableLine,
  stablePaths,
  stableText,
  stableTrace,
  withoutIds,
  withoutRequestPrefix,
} from '../../src/record/stable-text.js'
import { record, REQUEST_ID, stdout } from '../matchers/result.js'

describe('withoutIds', () => {
  test('replaces the ids of the invocation and leaves others', () => {
    const { environmentId } = record()
    const other = 'b7d1f6e0-0000-4000-8000-000000000000'
    expect(withoutIds(`${REQUEST_ID} ${REQUEST_ID} ${environmentId} ${other}`, record())).toBe(
      `<request id> <request id> <environment id> ${other}`,
    )
  })

  test.for(['[$LATEST]', '[12]', 'orders[$LATEST]'])('replaces the day in the log stream %s', (name) => {
    const { environmentId } = record()
    expect(withoutIds(`in 2026/01/31/${name}${environmentId}.`, record())).toBe(`in <date>/${name}<environment id>.`)
  })

  test.for([
    [
      'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:a87bd80c:0',
      'Root=<trace id>;Parent=<segment id>;Sampled=0;Lineage=<lineage>',
    ],
    [
      'in "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"',
      'in "Root=<trace id>;Parent=<segment id>;Sampled=1"',
    ],
    ['Root=1-a;Parent=b', 'Root=1-a;Parent=b'],
  ] as const)('replaces a trace header of Lambda’s: %s', ([text, stable]) => {
    expect(withoutIds(text, record())).toBe(stable)
    expect(stableText(text)).toBe(stable)
  })

  test('leaves ids alone that are too short to be any, and would be found inside words', () => {
    expect(withoutIds('order 1 of 10', record({ requestId: '1', environmentId: '' }))).toBe('order 1 of 10')
  })
})

test('withoutRequestPrefix leaves what the platform says about an end [ERR-11, ERR-12]', () => {
  expect(withoutRequestPrefix(`RequestId: ${REQUEST_ID} Error: Task timed out after 3.00 seconds`)).toBe(
    'Task timed out after 3.00 seconds',
  )
  expect(withoutRequestPrefix('no RequestId: x Error: y')).toBe('no RequestId: x Error: y')
})

describe('stableText', () => {
  test.for([
    ['2026-01-01T12:00:00.000Z\tx', '<time>\tx'],
    ['{"timestamp":"2026-01-01T12:00:00Z"}', '{"timestamp":"<time>"}'],
    ['{"_aws":{"Timestamp":1767268800000},"time":1767268800000}', '{"_aws":{"Timestamp":"<time>"},"time":"<time>"}'],
    ['{"time":12,"lifetime":1767268800000}', '{"time":12,"lifetime":1767268800000}'],
    [
      'Duration: 1.50 ms\tBilled Duration: 2 ms\tInit Duration: 3.25 ms',
      'Duration: <ms> ms\tBilled Duration: <ms> ms\tInit Duration: <ms> ms',
    ],
    ['Memory Size: 128 MB\tMax Memory Used: 70 MB', 'Memory Size: 128 MB\tMax Memory Used: <MB> MB'],
    [
      '{"durationMs":1.5,"billedDurationMs":2,"initDurationMs":3,"memorySizeMB":128,"maxMemoryUsedMB":70}',
      '{"durationMs":"<number>","billedDurationMs":"<number>","initDurationMs":"<number>","memorySizeMB":128,"maxMemoryUsedMB":"<number>"}',
    ],
    ['Root=1-5759e988-bd862e3fe1be46a994272793;Parent=x', 'Root=<trace id>;Parent=x'],
    ['SegmentId: 53995c3f42cd8ad8\tSampled: true', 'SegmentId: <segment id>\tSampled: true'],
    ['2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef', '<date>/[$LATEST]<log stream id>'],
    ['2026/01/01/orders[3]0123456789abcdef0123456789abcdef', '<date>/orders[3]<log stream id>'],
    ['order 12 took 3 ms at 10:30', 'order 12 took 3 ms at 10:30'],
    ['{"location":"/a/b/pay.ts:12"}', '{"location":"pay.ts"}'],
    ['  "location": "pay.ts:12"', '  "location": "pay.ts"'],
    ['{"location":"Berlin"}', '{"location":"Berlin"}'],
    ['Error: a\n    at h (/a/b.ts:1:2)\n    at x (node:fs:1:2)\nb', 'Error: a\n    at h (b.ts)\nb'],
    ['Error: a\n    at y (/a/node_modules/z/i.js:1:2)', 'Error: a'],
    [
      String.raw`{"stack":["Error: a","    at h (/a/b.ts:1:2)","    at x (node:fs:1:2)"]}`,
      String.raw`{"stack":["Error: a","    at h (b.ts)"]}`,
    ],
    [
      String.raw`{"stack":["Error: a","    at y (C:\\node_modules\\n.js:1:2)","    at h (C:\\a\\n.ts:1:2)"]}`,
      String.raw`{"stack":["Error: a","    at h (n.ts)"]}`,
    ],
    [
      String.raw`{"message":"Error: \"a\"\n    at x (node:fs:1:2)\n    at h (C:\\a\\n.ts:1:2)","level":"ERROR"}`,
      String.raw`{"message":"Error: \"a\"\n    at h (n.ts)","level":"ERROR"}`,
    ],
    ['see node: at home', 'see node: at home'],
  ] as const)('%s', ([text, stable]) => {
    expect(stableText(text)).toBe(stable)
    expect(stableText(`${text}\n${text}`)).toBe(`${stable}\n${stable}`)
  })
})

describe('stableLine', () => {
  test('names the request ids of this and of an earlier invocation [FRZ-7]', () => {
    const earlier = 'b7d1f6e0-0000-4000-8000-000000000000'
    expect(stableLine(`${earlier} after ${REQUEST_ID}`, { ...stdout(''), requestId: earlier }, record())).toBe(
      '<earlier request id> after <request id>',
    )
    expect(stableLine(`${REQUEST_ID} ${earlier}`, stdout(''), record())).toBe(`<request id> ${earlier}`)
  })
})

describe('stablePaths', () => {
  test.for([
    ['    at handler (/home/me/shop/src/orders.ts:5:3)', '    at handler (orders.ts)'],
    ['    at handler (/Users/John Doe/orders.ts:5:3)', '    at handler (orders.ts)'],
    ['    at file:///home/me/orders.ts:5:3', '    at orders.ts'],
    [String.raw`    at handler (C:\Users\John Doe\orders.ts:5:3)`, '    at handler (orders.ts)'],
    [String.raw`at C:\work\orders.ts:5:3`, 'at orders.ts'],
    [String.raw`{"stack":["    at x (C:\\work\\orders.ts:5:3)"]}`, '{"stack":["    at x (orders.ts)"]}'],
    ['    at x (node:internal/process/task_queues:105:5)', '    at x (node:internal/process/task_queues)'],
    ['fetch http://127.0.0.1:8000/orders', 'fetch http://127.0.0.1:8000/orders'],
    ['/tmp/report.csv has 12 lines', '/tmp/report.csv has 12 lines'],
  ] as const)('%s', ([text, stable]) => {
    expect(stablePaths(text)).toBe(stable)
    expect(stablePaths(`${text}\n${text}`)).toBe(`${stable}\n${stable}`)
  })
})

describe('stableTrace', () => {
  test('keeps the message and the frames of the user’s own code', () => {
    const trace = [
      'Error: a',
      'b',
      '    at x (node:fs:1:2)',
      '    at y (/a/node_modules/z/i.js:1:2)',
      '    at h (/a/b.ts:1:2)',
    ]
    expect(stableTrace(trace)).toEqual(['Error: a', 'b', '    at h (b.ts)'])
  })
})

describe('isForeignFrame', () => {
  test('is true of frames in Node.js and in packages, on every system', () => {
    expect(isForeignFrame('    at x (node:fs:1:2)')).toBe(true)
    expect(isForeignFrame(String.raw`    at x (C:\a\node_modules\b\c.js:1:2)`)).toBe(true)
    expect(isForeignFrame('    at x (/a/b.ts:1:2)')).toBe(false)
    expect(isForeignFrame('Error: node: no such module')).toBe(false)
  })
})

test('a text that could be a path everywhere is read in time', () => {
  const text = '/abcdefghij'.repeat(20_000)
  expect(stablePaths(`${text} at /a/b.ts:1:2`)).toBe(`${text} at b.ts`)
})
