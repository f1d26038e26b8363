import { describe, expect, test } from 'vitest'
import { lineEntry } from '../../src/runtime/json-line.js'

function line(fields: object): string {
  return JSON.stringify(fields)
}

describe('lineEntry() of a plain line', () => {
  test.each(['raw stdout', '', '  indented', '{ a: 1 }', '{"broken": }', '[1,2]', '"text"', '{"unfinished": 1'])(
    '%j is the message, without level or request id [LOG-15]',
    (text) => {
      expect(lineEntry(text)).toEqual({ line: text, source: 'application', message: text })
    },
  )

  test('is the same for a JSON object without a level, such as an EMF metric', () => {
    const emf = line({ _aws: { Timestamp: 0, CloudWatchMetrics: [] }, requests: 1 })
    expect(lineEntry(emf)).toEqual({ line: emf, source: 'application', message: emf })
  })
})

describe('lineEntry() of a logger’s line', () => {
  test('reads Powertools: level, message and function_request_id', () => {
    const text = line({
      level: 'INFO',
      message: 'order created',
      timestamp: '2026-01-01T00:00:00.000Z',
      service: 'orders',
      cold_start: true,
      function_request_id: 'id-1',
    })
    expect(lineEntry(text)).toEqual({
      line: text,
      source: 'application',
      level: 'INFO',
      requestId: 'id-1',
      message: 'order created',
    })
  })

  test('reads pino: level number, msg and awsRequestId', () => {
    const text = line({ level: 50, time: 1, pid: 2, hostname: 'h', awsRequestId: 'id-1', msg: 'failed' })
    expect(lineEntry(text)).toEqual({
      line: text,
      source: 'application',
      level: 'ERROR',
      requestId: 'id-1',
      message: 'failed',
    })
  })

  test('reads the console’s own JSON format, and an object as JSON text', () => {
    const text = line({ timestamp: 't', level: 'ERROR', requestId: 'id-1', message: { errorType: 'E' } })
    expect(lineEntry(text)).toMatchObject({ level: 'ERROR', requestId: 'id-1', message: '{"errorType":"E"}' })
  })

  test.each<[unknown, string]>([
    [10, 'TRACE'],
    [20, 'DEBUG'],
    [30, 'INFO'],
    [35, 'INFO'],
    [40, 'WARN'],
    [50, 'ERROR'],
    [60, 'FATAL'],
    [70, 'FATAL'],
    [5, 'TRACE'],
    ['info', 'INFO'],
    ['warn', 'WARN'],
    ['warning', 'WARN'],
    ['CRITICAL', 'FATAL'],
    ['verbose', 'VERBOSE'],
  ])('reads the level %o as %s', (level, expected) => {
    expect(lineEntry(line({ level, msg: 'x' })).level).toBe(expected)
  })

  test.each([null, '', {}, true])('takes a line whose level is %o for a plain one', (level) => {
    const text = line({ level, msg: 'x' })
    expect(lineEntry(text)).toEqual({ line: text, source: 'application', message: text })
  })

  test('leaves out what the line does not say, and ids that are no text', () => {
    const text = line({ level: 'INFO', requestId: 5 })
    expect(lineEntry(text)).toEqual({ line: text, source: 'application', level: 'INFO' })
  })

  test('prefers message to msg, and requestId to the others', () => {
    const text = line({
      level: 'INFO',
      msg: 'b',
      message: 'a',
      awsRequestId: '3',
      function_request_id: '2',
      requestId: '1',
    })
    expect(lineEntry(text)).toMatchObject({ message: 'a', requestId: '1' })
  })

  test('bears spaces around the object', () => {
    expect(lineEntry('{"level":"INFO","message":"x"}  ').level).toBe('INFO')
  })
})
