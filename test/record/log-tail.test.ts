import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logTail } from '../../src/record/log-tail.js'
import type { LogEntry } from '../../src/record/record.js'

function entries(...lines: string[]): LogEntry[] {
  return lines.map((line) => ({ line, source: 'application' }))
}

function bytes(logs: readonly LogEntry[]): Buffer {
  return Buffer.from(logTail(logs), 'base64')
}

describe('logTail()', () => {
  test('is every line with its newline while they fit [LOG-21]', () => {
    expect(bytes(entries('one', 'two')).toString()).toBe('one\ntwo\n')
    expect(logTail([])).toBe('')
  })

  test('is the last 4,096 bytes of a longer log, which may begin within a line [LOG-21]', () => {
    const tail = bytes(entries('a'.repeat(3000), 'b'.repeat(3000)))
    expect(tail.toString()).toBe(`${'a'.repeat(1094)}\n${'b'.repeat(3000)}\n`)
  })

  test('counts bytes, and may begin within a character', () => {
    expect(bytes(entries('€'.repeat(2000)))).toHaveLength(4096)
  })

  test('is the end of any log, and never more than 4,096 bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 400 }), { maxLength: 40 }), (lines) => {
        const whole = Buffer.from(lines.map((line) => `${line}\n`).join(''))
        const tail = bytes(entries(...lines))
        expect(tail).toHaveLength(Math.min(4096, whole.length))
        expect(whole.subarray(whole.length - tail.length).equals(tail)).toBe(true)
      }),
    )
  })
})
