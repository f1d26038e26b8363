import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { HTTP_INTEGRATION, type StreamedResponse, type StreamMetadata } from '../../src/record/stream.js'
import { answered, failed, failure, timedOut } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

function stream(text: string, metadata?: StreamMetadata, contentType: string = HTTP_INTEGRATION): StreamedResponse {
  const bytes = new TextEncoder().encode(text)
  return { contentType, ...(metadata && { metadata }), chunks: [{ atMs: 0, bytes }], bytes }
}

describe('a streamed response as an HTTP response', () => {
  test('has status, headers and cookies of its metadata [STR-6]', () => {
    const metadata = {
      statusCode: 201,
      headers: { 'X-A': 'b' },
      multiValueHeaders: { 'x-tag': ['c', 'd'] },
      cookies: ['e=f', 'g=h'],
    }
    const result = { ...answered('<p>'), stream: stream('<p>', metadata) }
    expect(result).toRespondWith({
      statusCode: 201,
      headers: { 'x-a': 'b', 'x-tag': ['c', 'd'], 'set-cookie': ['e=f', 'g=h'] },
      body: '<p>',
    })
    expect(result).not.toRespondWith({ statusCode: 200 })
    expect(result).not.toRespondWith({ body: 'other' })
  })

  test('is a 200 where the metadata has no status, and where there is none at all', () => {
    expect({ ...answered(''), stream: stream('', { headers: {} }) }).toRespondWith({ statusCode: 200, body: '' })
    expect({ ...answered('x'), stream: stream('x', undefined, 'text/html') }).toRespondWith({
      statusCode: 200,
      headers: { 'content-type': 'text/html' },
      body: 'x',
    })
  })

  test('compares its body with an object, and its bytes with bytes', () => {
    const result = { ...answered({ id: 1 }), stream: stream('{"id":1}', { statusCode: 200 }) }
    expect(result).toRespondWith({ body: { id: 1 } })
    expect(result).toRespondWith({ body: new TextEncoder().encode('{"id":1}') })
    expect(result).toReturn({ id: 1 })
  })

  test('is not read from a payload that looks like one', () => {
    const payload = { statusCode: 418 }
    expect({ ...answered(payload), stream: stream('{"statusCode":418}', { statusCode: 200 }) }).toRespondWith({
      statusCode: 200,
      body: payload,
    })
  })

  test('is none without the metadata that was to come, with and without .not [STR-7]', () => {
    expect(() => expect({ ...answered('body'), stream: stream('body') }).toRespondWith({})).toThrow('never left')
    expect(() => expect({ ...answered('body'), stream: stream('body') }).not.toRespondWith({})).toThrow('never left')
  })
})

describe('a stream that broke off', () => {
  test('is no response, with and without .not, and says what its client has had [STR-9]', () => {
    const result = { ...failed(), stream: stream('so', { statusCode: 201 }) }
    for (const assertion of [expect(result), expect(result).not]) {
      const { message } = failure(() => assertion.toRespondWith({ statusCode: 201 }))
      expect(message.split('\n').slice(0, 2)).toEqual([
        'expected an HTTP response, but the function failed with TypeError: boom',
        'Its client has had 201 and 2 bytes by then, and no end: check toFailWith(…) and result.stream.',
      ])
    }
  })

  test('is a failed function like any other before the first byte', () => {
    const result = { ...timedOut(), stream: { ...stream('', undefined, 'text/html'), chunks: [] } }
    expect(failure(() => expect(result).toRespondWith({})).message).toContain('Its client gets a 5xx')
  })
})
