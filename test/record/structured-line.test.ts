import { describe, expect, test } from 'vitest'
import { jsonLine, jsonMessage, writtenAt } from '../../src/record/structured-line.js'
import { json, STARTED_AT, stdout, text } from '../matchers/result.js'

describe('jsonLine', () => {
  test('is the object of a line that is one', () => {
    expect(jsonLine(stdout(' {"a":1}\n'))).toEqual({ a: 1 })
    expect(jsonLine(json('INFO', 'a'))).toMatchObject({ level: 'INFO', message: 'a' })
  })

  test.for(['', 'text', '[1]', '{', '{a}', '{ a: 1 }', 'null', '1'])('is nothing for any other line: %j', (line) => {
    expect(jsonLine(stdout(line))).toBeUndefined()
  })
})

test('jsonMessage is the object of a message that is one', () => {
  expect(jsonMessage(text('INFO', '{"a":1}'))).toEqual({ a: 1 })
  expect(jsonMessage(text('INFO', 'a'))).toBeUndefined()
  expect(jsonMessage(stdout('{"a":1}'))).toBeUndefined()
})

describe('writtenAt', () => {
  test('is the time in the prefix, or in the JSON of Lambda, Powertools and pino [LOG-13, LOG-18]', () => {
    expect(writtenAt(text('INFO', 'a', 5))).toBe(STARTED_AT + 5)
    expect(writtenAt(json('INFO', 'a', 7))).toBe(STARTED_AT + 7)
    expect(writtenAt(stdout(`{"time":${STARTED_AT}}`))).toBe(STARTED_AT)
    expect(writtenAt(stdout('{"time":"2026-01-01T12:00:00.009Z"}'))).toBe(STARTED_AT + 9)
  })

  test.for(['text', '2026-01-01T12:00:00.000Z no tab', '{"timestamp":"soon"}', '{"a":1}', '{"timestamp":null}'])(
    'is not known of a line that does not say: %j',
    (line) => {
      expect(writtenAt(stdout(line))).toBeUndefined()
    },
  )
})
