import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { HttpResponseStream } from '../../../src/runtime/http-response-stream.js'
import { BOTH_RULES } from '../play.js'
import { outgoing, turns } from './host.js'

describe('a response on its way out', () => {
  test.each(BOTH_RULES)(
    'tells its content type, its chunks as they come, and nothing else, on %s [STR-3, STR-4]',
    async (rules) => {
      const { host, stream } = outgoing(rules)
      stream.write('a')
      stream.write({ b: 1 })
      stream.end('c')
      expect(host.told).toEqual(['head application/octet-stream', 'chunk a', 'chunk {"b":1}', 'chunk c'])
      expect(stream.arrived).toBe(false)
      await turns()
      expect(stream.arrived).toBe(true)
      await expect(stream.arrival).resolves.toBeUndefined()
    },
  )

  test('sends a subclass of Uint8Array as bytes on nodejs24.x, as JSON on nodejs22.x (LAB)', () => {
    class Own extends Uint8Array {}
    const [on24, on22] = [outgoing('nodejs24.x'), outgoing('nodejs22.x')]
    on24.stream.write(new Own([65]))
    on22.stream.write(new Own([65]))
    expect([on24.host.sent, on22.host.sent]).toEqual(['A', '{"0":65}'])
  })

  test('skips empty chunks, and takes them for the first write [STR-7]', () => {
    const { host, stream } = outgoing()
    HttpResponseStream.from(stream, { statusCode: 204 })
    stream.write('')
    expect(host.sent).toBe('{"statusCode":204}\0\0\0\0\0\0\0\0')
  })

  test('writes what goes before the body once, before the first write and not before an end [STR-7]', () => {
    const { host, stream } = outgoing()
    HttpResponseStream.from(stream, { statusCode: 200 })
    stream.write('a')
    stream.write('b')
    expect(host.sent).toBe('{"statusCode":200}\0\0\0\0\0\0\0\0ab')
    const ended = outgoing()
    HttpResponseStream.from(ended.stream, { statusCode: 200 })
    ended.stream.end('body')
    expect(ended.host.sent).toBe('body')
  })

  test.each(BOTH_RULES)('delivers any chunks whole and in order, on %s', async (rules) => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (chunks, corked) => {
        const { host, stream } = outgoing(rules)
        if (corked) stream.cork()
        for (const chunk of chunks) stream.write(Buffer.from(chunk))
        stream.end()
        await turns()
        expect(host.sent).toBe(chunks.map((chunk) => Buffer.from(chunk).toString()).join(''))
        expect(stream.arrived).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

describe('setContentType()', () => {
  test('counts until the first write, and the last one wins [STR-4]', () => {
    const { host, stream } = outgoing()
    stream.setContentType('text/plain')
    stream.setContentType(Object('text/html'))
    expect(host.told).toEqual(['head application/octet-stream', 'head text/plain', 'head text/html'])
  })

  test.each(BOTH_RULES)('is too late after it, on %s [STR-4]', (rules) => {
    const { stream } = outgoing(rules)
    stream.write('')
    expect(() => stream.setContentType('text/plain')).toThrow(
      expect.objectContaining({
        name: 'Runtime.InvalidStreamingOperation',
        message: 'Cannot set content-type, too late.',
      }),
    )
  })

  test('is an error of Node’s after an end, and for undefined (LAB)', () => {
    const { stream } = outgoing()
    expect(() => stream.setContentType(undefined)).toThrow('Invalid value "undefined" for header "Content-Type"')
    stream.end()
    expect(() => stream.setContentType('text/plain')).toThrow('Cannot set headers after they are sent to the client')
  })
})

describe('its buffer', () => {
  test('counts bytes with the framing of HTTP, up to 64 KiB, and drains in the next turn (LAB)', async () => {
    const { stream } = outgoing()
    const drained = vi.fn()
    stream.on('drain', drained)
    expect(stream.write('hello')).toBe(true)
    expect(stream.writableLength).toBe(10)
    expect(stream.write('x'.repeat(65_515))).toBe(true)
    expect(stream.writableLength).toBe(65_533)
    expect(stream.write('x')).toBe(false)
    expect(stream.writableNeedDrain).toBe(true)
    await turns(1)
    expect(drained).toHaveBeenCalledOnce()
    expect([stream.writableLength, stream.writableNeedDrain]).toEqual([0, false])
  })

  test('has the high-water mark that was asked for after the first turn (LAB)', async () => {
    const { stream } = outgoing('nodejs24.x', 10)
    expect(stream.writableHighWaterMark).toBe(65_536)
    await turns(1)
    expect(stream.writableHighWaterMark).toBe(10)
    expect(stream.write('0123456789')).toBe(false)
  })

  test('is held while corked, and an end opens every cork', async () => {
    const { host, stream } = outgoing()
    stream.cork()
    stream.cork()
    stream.write('a')
    stream.write('b')
    stream.uncork()
    expect([host.sent, stream.writableCorked]).toEqual(['', 1])
    await turns()
    expect(stream.writableLength).toBeGreaterThan(0)
    stream.uncork()
    stream.uncork()
    expect(host.told.at(-1)).toBe('chunk ab')
    stream.cork()
    stream.end('c')
    expect([host.sent, stream.writableCorked]).toEqual(['abc', 0])
  })
})

describe('the end', () => {
  test('calls back for each write, then finishes, then closes (LAB)', async () => {
    const { stream } = outgoing()
    const seen: string[] = []
    for (const name of ['prefinish', 'finish', 'close']) stream.on(name, () => seen.push(name))
    stream.write('a', () => seen.push('written'))
    stream.write('b', 'utf8', () => seen.push('written too'))
    stream.end(() => seen.push('ended'))
    expect([stream.writableEnded, stream.writableFinished, seen]).toEqual([true, false, []])
    await turns()
    expect(seen).toEqual(['written', 'written too', 'prefinish', 'finish', 'ended', 'close'])
    expect([stream.writable, stream.writableFinished, stream.destroyed]).toEqual([true, true, true])
  })

  test('takes text, encoding and callback on nodejs24.x, and its first argument on nodejs22.x (LAB)', async () => {
    const called = vi.fn()
    const [on24, on22] = [outgoing('nodejs24.x'), outgoing('nodejs22.x')]
    expect(on24.stream.end('eA==', 'base64', called)).toBe(on24.stream)
    expect(on22.stream.end('eA==', 'base64', called)).toBeUndefined()
    await turns()
    expect([on24.host.sent, on22.host.sent]).toEqual(['x', 'eA=='])
    expect(called).toHaveBeenCalledOnce()
  })

  test('may come twice; a callback then hears that it is over (LAB)', async () => {
    const { host, stream } = outgoing()
    const [soon, late] = [vi.fn(), vi.fn()]
    stream.end()
    stream.end(soon)
    await turns()
    expect(soon).toHaveBeenCalledExactlyOnceWith()
    stream.end(late)
    expect(late).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'ERR_STREAM_ALREADY_FINISHED' }))
    expect(host.told).toEqual(['head application/octet-stream'])
  })

  test('by a failure counts once only', async () => {
    const { stream } = outgoing()
    expect(stream.fail()).toBe(true)
    expect(stream.fail()).toBe(false)
    await turns()
    expect(stream.arrived).toBe(true)
  })
})

describe('an error of the request', () => {
  test.each([
    ['a write after the end', (stream: Sink) => stream.end().write('late'), 'write after end'],
    ['an end with more after the end', (stream: Sink) => stream.end().end('late'), 'write after end'],
    ['destroy() with an error', (stream: Sink) => stream.destroy(new Error('own')), 'own'],
    ['destroy()', (stream: Sink) => stream.destroy(), 'socket hang up'],
    ['an error that is emitted', (stream: Sink) => stream.emit('error', new Error('emitted')), 'emitted'],
  ])('by %s ends the process, and whoever waits hears of it first (LAB)', async (_name, breakIt, message) => {
    const { host, stream } = outgoing()
    breakIt(stream as unknown as Sink)
    const heard = stream.arrival.catch((error: Error) => void host.told.push(`heard ${error.message}`))
    await heard
    await turns()
    expect(host.told.slice(1)).toEqual([`heard ${message}`, expect.stringMatching(new RegExp(`^crash .*${message}$`))])
    expect(stream.arrived).toBe(false)
  })

  test('is none for a write after the response has arrived: its callback alone hears of it (LAB)', async () => {
    const { host, stream } = outgoing()
    const [called, heard] = [vi.fn(), vi.fn()]
    stream.on('error', heard)
    stream.end()
    await turns()
    expect(stream.write('late', called)).toBe(false)
    await turns()
    expect(called).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'ERR_STREAM_WRITE_AFTER_END' }))
    expect(heard).not.toHaveBeenCalled()
    expect(host.told).toEqual(['head application/octet-stream'])
  })

  test('refuses writes after destroy(), each with its callback', async () => {
    const { stream } = outgoing()
    stream.destroy(new Error('own'))
    const called = vi.fn()
    expect(stream.write('late', called)).toBe(false)
    await turns()
    expect(called).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'ERR_STREAM_DESTROYED' }))
  })
})

interface Sink {
  write(chunk: unknown): boolean
  end(chunk?: unknown): Sink
  destroy(error?: Error): void
  emit(name: string, error: Error): void
}
