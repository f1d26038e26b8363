import { describe, expect, test } from 'vitest'
import { HTTP_INTEGRATION, type StreamedResponse, type StreamMetadata } from '../../src/record/stream.js'
import { readStreamedResponse } from '../../src/record/streamed-response.js'

function stream(text: string, metadata?: StreamMetadata, contentType: string = HTTP_INTEGRATION): StreamedResponse {
  const bytes = new TextEncoder().encode(text)
  return { contentType, ...(metadata && { metadata }), chunks: [{ atMs: 0, bytes }], bytes }
}

describe('a streamed response as an HTTP response', () => {
  test('has the status, headers and cookies of its metadata, and the whole body [STR-6]', () => {
    const metadata = { statusCode: 201, headers: { 'X-A': 'b' }, cookies: ['e=f', 'g=h'] }
    expect(readStreamedResponse(stream('<p>', metadata))).toEqual({
      statusCode: 201,
      headers: new Map([
        ['x-a', ['b']],
        ['set-cookie', ['e=f', 'g=h']],
      ]),
      body: new TextEncoder().encode('<p>'),
    })
  })

  test('is a 200 with the content type of the stream where there is no metadata', () => {
    expect(readStreamedResponse(stream('x', undefined, 'text/html'))).toEqual({
      statusCode: 200,
      headers: new Map([['content-type', ['text/html']]]),
      body: new TextEncoder().encode('x'),
    })
  })

  test('is none without the metadata that was to come [STR-7]', () => {
    expect(readStreamedResponse(stream('body'))).toMatchInlineSnapshot(
      `"its metadata never left: HttpResponseStream.from() sends it with the first write(), and nothing was written before end() (STR-7). Write the body, or an empty text, and then end()"`,
    )
  })

  test('is none with metadata that is none', () => {
    expect(readStreamedResponse(stream('', { statusCode: 99 }))).toBe(
      'of its metadata, statusCode is 99, not a whole number from 100 to 599',
    )
  })
})
