import { describe, expect, test } from 'vitest'
import { applicationLines, lineHasText, lineObjects } from '../../src/record/log-search.js'
import { json, record, REQUEST_ID, stdout, text } from '../matchers/result.js'

describe('applicationLines', () => {
  test('gives the lines of the function, in order, without START, END and REPORT', () => {
    const own = [text('INFO', 'a'), stdout('b'), json('ERROR', 'c')]
    expect(applicationLines(record({ logs: own }).logs)).toEqual(own)
    expect(applicationLines(record().logs)).toEqual([])
  })

  test('gives those of one level', () => {
    const { logs } = record({ logs: [text('INFO', 'a'), stdout('b'), json('ERROR', 'c')] })
    expect(applicationLines(logs, 'ERROR').map((entry) => entry.message)).toEqual(['c'])
    expect(applicationLines(logs, 'WARN')).toEqual([])
  })
})

describe('lineHasText', () => {
  test('looks into the message and the line', () => {
    expect(lineHasText(text('INFO', 'order 1'), 'der 1')).toBe(true)
    expect(lineHasText(text('INFO', 'order 1'), `${REQUEST_ID}\tINFO`)).toBe(true)
    expect(lineHasText(stdout('raw'), 'aw')).toBe(true)
    expect(lineHasText(stdout('raw'), 'RAW')).toBe(false)
  })

  test('anchors a pattern at the message or at the line', () => {
    expect(lineHasText(text('INFO', 'order 1'), /^order/)).toBe(true)
    expect(lineHasText(text('INFO', 'order 1'), /^2026-/)).toBe(true)
    expect(lineHasText(text('INFO', 'order 1'), /^1/)).toBe(false)
  })

  test('gives the same answer each time for a pattern that keeps its place', () => {
    const pattern = /o/g
    expect([1, 2, 3].map(() => lineHasText(stdout('order'), pattern))).toEqual([true, true, true])
    expect(pattern.lastIndex).toBe(0)
  })
})

describe('lineObjects', () => {
  test('reads a line as the object it is, the object in it, and the JSON text behind the prefix [LOG-13, LOG-18]', () => {
    expect(lineObjects(stdout('{"a":1}'))).toEqual([{ a: 1 }])
    expect(lineObjects(text('INFO', '{"a":1}'))).toEqual([{ a: 1 }])
    expect(lineObjects(json('INFO', { a: 1 }))).toEqual([
      expect.objectContaining({ level: 'INFO' }),
      { a: 1 },
      { a: 1 },
    ])
    expect(lineObjects(json('INFO', 'a'))).toEqual([expect.objectContaining({ message: 'a' })])
    expect(lineObjects(text('INFO', 'a'))).toEqual([])
  })
})
