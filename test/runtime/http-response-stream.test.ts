import { describe, expect, test } from 'vitest'
import { HTTP_INTEGRATION, HttpResponseStream, type PreludeStream } from '../../src/runtime/http-response-stream.js'

class Sink implements PreludeStream {
  contentType = 'application/octet-stream'
  readonly chunks: (string | Uint8Array)[] = []
  declare _onBeforeFirstWrite?: (write: (chunk: string | Uint8Array) => unknown) => void

  setContentType(contentType: string): void {
    this.contentType = contentType
  }
}

describe('HttpResponseStream.from()', () => {
  test('returns the same stream, with the content type of an HTTP integration [STR-6]', () => {
    const sink = new Sink()
    expect(HttpResponseStream.from(sink, { statusCode: 200 })).toBe(sink)
    expect(sink.contentType).toBe('application/vnd.awslambda.http-integration-response')
    expect(HTTP_INTEGRATION).toBe(sink.contentType)
  })

  test('writes nothing before the first write, and then the prelude’s JSON and eight NUL bytes [STR-6, STR-7]', () => {
    const sink = HttpResponseStream.from(new Sink(), { statusCode: 201, headers: { 'x-a': 'b' }, cookies: ['c=d'] })
    expect(sink.chunks).toEqual([])
    sink._onBeforeFirstWrite?.((chunk) => sink.chunks.push(chunk))
    expect(sink.chunks).toEqual([
      '{"statusCode":201,"headers":{"x-a":"b"},"cookies":["c=d"]}',
      new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0]),
    ])
  })

  test('sends the prelude as it was at the call', () => {
    const prelude = { statusCode: 200 }
    const sink = HttpResponseStream.from(new Sink(), prelude)
    prelude.statusCode = 500
    sink._onBeforeFirstWrite?.((chunk) => sink.chunks.push(chunk))
    expect(sink.chunks[0]).toBe('{"statusCode":200}')
  })
})
