import { Buffer } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import type { TmpFile } from '../../src/record/record.js'
import type { InvocationResult } from '../../src/record/result.js'
import { answered, failed, failure } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const bytes = new Uint8Array([0, 255, 128, 10])
const files: Record<string, TmpFile> = {
  '/tmp/report.csv': { bytes: 12, text: 'id,total\n1,9' },
  '/tmp/empty': { bytes: 0, text: '' },
  '/tmp/image.png': { bytes: 4, base64: Buffer.from(bytes).toString('base64') },
  '/tmp/video.mp4': { bytes: 300_000 },
}
const result = withFiles(files)

describe('toHaveTmpFile', () => {
  test('finds a file by its path [FS-1]', () => {
    for (const path of Object.keys(files)) expect(result).toHaveTmpFile(path)
    expect(result).not.toHaveTmpFile('/tmp/report')
    expect(result).not.toHaveTmpFile('/tmp/toString')
    expect(failed({}, { tmp: { files, bytes: 0 } })).toHaveTmpFile('/tmp/report.csv')
  })

  test('compares the text, whole or with a pattern', () => {
    expect(result).toHaveTmpFile('/tmp/report.csv', 'id,total\n1,9')
    expect(result).toHaveTmpFile('/tmp/report.csv', /^id,total\n/g)
    expect(result).toHaveTmpFile('/tmp/report.csv', expect.stringContaining('1,9'))
    expect(result).toHaveTmpFile('/tmp/empty', '')
    expect(result).not.toHaveTmpFile('/tmp/report.csv', 'id,total')
    expect(result).not.toHaveTmpFile('/tmp/report.csv', /^total/)
    expect(result).not.toHaveTmpFile('/tmp/empty', 'x')
  })

  test('compares the bytes, of text files too', () => {
    expect(result).toHaveTmpFile('/tmp/image.png', bytes)
    expect(result).toHaveTmpFile('/tmp/image.png', Buffer.from(bytes))
    expect(result).toHaveTmpFile('/tmp/report.csv', new TextEncoder().encode('id,total\n1,9'))
    expect(result).not.toHaveTmpFile('/tmp/image.png', bytes.subarray(1))
    expect(result).not.toHaveTmpFile('/tmp/image.png', 'text')
  })

  test('finds any content, as text and as bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, content) => {
        const stored = withFiles({
          '/tmp/text': { bytes: Buffer.byteLength(text), text },
          '/tmp/bytes': { bytes: content.length, base64: Buffer.from(content).toString('base64') },
        })
        expect(stored).toHaveTmpFile('/tmp/text', text)
        expect(stored).not.toHaveTmpFile('/tmp/text', `${text}x`)
        expect(stored).toHaveTmpFile('/tmp/bytes', content)
      }),
      { numRuns: 30 },
    )
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(result)).resolves.toHaveTmpFile('/tmp/empty')
    await expect.poll(() => result).toHaveTmpFile('/tmp/empty')
    expect([result]).toEqual([expect.toHaveTmpFile('/tmp/empty')])
    expect([result]).toEqual([expect.not.toHaveTmpFile('/tmp/x')])
  })
})

describe('a failing toHaveTmpFile', () => {
  test('lists the files that are there', () => {
    expect(() => expect(result).toHaveTmpFile('/tmp/x')).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected /tmp/x to be there, but /tmp holds /tmp/report.csv (12 bytes), /tmp/empty (0 bytes), /tmp/image.png (4 bytes), /tmp/video.mp4 (300000 bytes)

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
  })

  test('lists some of many files', () => {
    expect(() => expect(withFiles(many(10))).toHaveTmpFile('/tmp/x')).toThrow(/\/tmp\/f9 \(9 bytes\)\n/)
    const { message } = failure(() => expect(withFiles(many(13))).toHaveTmpFile('/tmp/x'))
    expect(message).toMatch(/^expected \/tmp\/x to be there, but \/tmp holds \/tmp\/f0 \(0 bytes\), .* and 3 more\n/)
  })

  test('says when /tmp is empty', () => {
    expect(() => expect(answered(1)).toHaveTmpFile('/tmp/x', 'x')).toThrow(
      'expected /tmp/x to be there, but /tmp is empty',
    )
  })

  test('shows the content and the difference', () => {
    const { message, actual, expected } = failure(() => expect(result).toHaveTmpFile('/tmp/report.csv', 'id\n'))
    expect(message).toMatchInlineSnapshot(`
      "expected /tmp/report.csv to hold "id\\n", but it holds "id,total\\n1,9"

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered"
    `)
    expect({ actual, expected }).toEqual({ actual: 'id,total\n1,9', expected: 'id\n' })
  })

  test('shows bytes where bytes are compared', () => {
    const { actual, expected } = failure(() => expect(result).toHaveTmpFile('/tmp/image.png', bytes.subarray(1)))
    expect({ actual, expected }).toEqual({ actual: bytes, expected: bytes.subarray(1) })
  })

  test('with .not shows the file', () => {
    expect(() => expect(result).not.toHaveTmpFile('/tmp/empty')).toThrow(
      /^expected \/tmp\/empty not to be there, but it is \(0 bytes\)\n/,
    )
    expect(() => expect(result).not.toHaveTmpFile('/tmp/report.csv', /id/)).toThrow(
      /^expected \/tmp\/report.csv not to hold \/id\/, but it does\n/,
    )
  })

  test.for([
    ['/tmp/video.mp4', 'x', 'a record keeps contents up to 256 KiB, and this file has 300000 bytes'],
    ['report.csv', 'x', "takes an absolute path in /tmp, such as '/tmp/report.csv', but received 'report.csv'"],
    ['/tmp', 'x', "takes an absolute path in /tmp, such as '/tmp/report.csv', but received '/tmp'"],
    [undefined, 'x', 'but received undefined. A function can write nowhere else.'],
    ['/tmp/report.csv', undefined, 'or an asymmetric matcher, but received undefined.'],
    [
      '/tmp/report.csv',
      { id: 1 },
      "received an object. For JSON, compare JSON.parse(result.record.tmp.files['/tmp/report.csv'].text).",
    ],
  ] as const)('refuses the path %j with the content %j, with and without .not', ([path, content, words]) => {
    const args = [path, content] as unknown as [string, string]
    expect(() => expect(result).toHaveTmpFile(...args)).toThrow(words)
    expect(() => expect(result).not.toHaveTmpFile(...args)).toThrow(words)
  })
})

function withFiles(given: Record<string, TmpFile>): InvocationResult {
  return answered(1, { tmp: { files: given, bytes: Object.values(given).reduce((sum, file) => sum + file.bytes, 0) } })
}

function many(length: number): Record<string, TmpFile> {
  return Object.fromEntries(Array.from({ length }, (_, i) => [`/tmp/f${i}`, { bytes: i, text: '' }]))
}
