import { describe, expect, test } from 'vitest'
import { comparableResult, comparableValue, mapTexts } from '../../src/compare/comparable.js'
import { answered, failed, record, REQUEST_ID, timedOut } from '../matchers/result.js'

describe('what can be compared of a result', () => {
  test('is the outcome and the payload', () => {
    expect(comparableResult(answered({ pay: 50 }))).toEqual({ outcome: 'response', payload: { pay: 50 } })
    expect(comparableResult(answered(null))).toEqual({ outcome: 'response', payload: null })
  })

  test('is the content type and the metadata of a streamed answer, too, and not how it came', () => {
    const bytes = new TextEncoder().encode('<p>')
    const metadata = { statusCode: 200, headers: { 'x-id': REQUEST_ID } }
    const stream = { contentType: 'text/html', metadata, chunks: [{ atMs: 7, bytes }], bytes }
    expect(comparableResult({ ...answered('<p>'), stream })).toEqual({
      outcome: 'response',
      payload: '<p>',
      contentType: 'text/html',
      metadata: { statusCode: 200, headers: { 'x-id': '<request id>' } },
    })
  })

  test('is type and message of an error, without its stack', () => {
    const error = { errorMessage: `request ${REQUEST_ID} is broken`, trace: ['TypeError: boom', '    at x (y.ts:1:1)'] }
    expect(comparableResult(failed(error))).toEqual({
      outcome: 'error',
      errorType: 'TypeError',
      errorMessage: 'request <request id> is broken',
    })
  })

  test('is the message of the platform without the id it begins with', () => {
    expect(comparableResult(timedOut())).toEqual({
      outcome: 'timeout',
      errorType: 'Sandbox.Timedout',
      errorMessage: 'Task timed out after 3.00 seconds',
    })
  })
})

describe('comparable data', () => {
  test('has no ids of its invocation, and those of others', () => {
    const given = { id: REQUEST_ID, list: [`a ${record().environmentId}`, 'other-id', 1, null, true] }
    expect(comparableValue(given, record())).toEqual({
      id: '<request id>',
      list: ['a <environment id>', 'other-id', 1, null, true],
    })
  })

  test('is what JSON texts say, also within each other', () => {
    const body = JSON.stringify({ items: [{ id: REQUEST_ID }], text: JSON.stringify([1]) })
    expect(comparableValue({ statusCode: 200, body }, record())).toEqual({
      statusCode: 200,
      body: { items: [{ id: '<request id>' }], text: [1] },
    })
  })

  test.for(['{broken}', '[1', 'x {"a":1}', '12', 'null', '"text"', ''])(
    'keeps a text that is no object or list: %s',
    (text) => {
      expect(mapTexts(text, (same) => same)).toBe(text)
    },
  )
})
