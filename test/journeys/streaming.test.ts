// Response streaming as a test sees it: the body and its pieces in time, metadata, failures before and amid the bytes.

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type InvocationResult, invoke } from 'vitest-lambda'
import { type Stream, streaming } from './functions/streaming/streaming.js'

const PROFILES = ['nodejs24.x', 'nodejs22.x'] as const

function chunksOf({ stream }: InvocationResult): [number, string][] {
  return (stream?.chunks ?? []).map(({ atMs, bytes }) => [atMs, Buffer.from(bytes).toString()])
}

describe('the result of a streaming handler', () => {
  test.each(PROFILES)(
    'has every write with its time, and the whole body as payload, on %s [STR-3]',
    async (runtime) => {
      const lambda = streaming(
        async (_event, stream) => {
          stream.setContentType('application/json')
          stream.write('{"total":')
          await sleep(1_000)
          stream.write('3')
          await sleep(500)
          stream.end('}')
        },
        { runtime },
      )
      const result = await invoke(lambda, {})
      expect(result).toReturn({ total: 3 })
      expect(chunksOf(result)).toEqual([
        [0, '{"total":'],
        [1_000, '3'],
        [1_500, '}'],
      ])
      expect(result.stream?.contentType).toBe('application/json')
      expect(result.stream?.bytes).toEqual(new TextEncoder().encode('{"total":3}'))
      expect(result.record.report.durationMs).toBe(1_500)
      expect(result.record.stream).toEqual({
        contentType: 'application/json',
        chunks: [
          { atMs: 0, bytes: 9 },
          { atMs: 1_000, bytes: 1 },
          { atMs: 1_500, bytes: 1 },
        ],
        complete: true,
      })
    },
  )

  test('is a text where the body is no JSON, and an empty one where nothing was written [STR-4]', async () => {
    const text = await invoke(streaming(async (_event, stream) => void stream.end('<p>')))
    expect(text).toReturn('<p>')
    expect(text.stream?.contentType).toBe('application/octet-stream')
    expect(await invoke(streaming(async (_event, stream) => void stream.end()))).toReturn('')
  })

  test('keeps the bytes as they were when they were written', async () => {
    const lambda = streaming(async (_event, stream) => {
      const buffer = Buffer.from('first')
      stream.write(buffer)
      buffer.write('later')
      stream.end(buffer)
    })
    expect(chunksOf(await invoke(lambda))).toEqual([
      [0, 'first'],
      [0, 'later'],
    ])
  })

  test('has what was corked in one piece', async () => {
    const lambda = streaming(async (_event, stream) => {
      const corkable = stream as unknown as { cork(): void; uncork(): void }
      corkable.cork()
      stream.write('a')
      await sleep(10)
      stream.write('b')
      corkable.uncork()
      stream.end('c')
    })
    expect(chunksOf(await invoke(lambda))).toEqual([
      [10, 'ab'],
      [10, 'c'],
    ])
  })

  test('survives a JSON round trip as its record does', async () => {
    const { record } = await invoke(streaming(async (_event, stream) => void stream.end('x')))
    expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  })
})

describe('awslambda.HttpResponseStream.from()', () => {
  test.each(PROFILES)('gives the response status, headers and cookies, on %s [STR-6]', async (runtime) => {
    const lambda = streaming(
      async (_event, stream) => {
        const metadata = { statusCode: 201, headers: { 'Content-Type': 'text/html' }, cookies: ['a=b', 'c=d'] }
        const http = awslambda.HttpResponseStream.from(stream, metadata)
        http.write('<p>')
        http.end('</p>')
      },
      { runtime },
    )
    const result = await invoke(lambda)
    expect(result).toRespondWith({
      statusCode: 201,
      headers: { 'content-type': 'text/html', 'set-cookie': ['a=b', 'c=d'] },
      body: '<p></p>',
    })
    expect(result.stream?.metadata).toEqual({
      statusCode: 201,
      headers: { 'Content-Type': 'text/html' },
      cookies: ['a=b', 'c=d'],
    })
    expect(chunksOf(result)).toEqual([
      [0, '<p>'],
      [0, '</p>'],
    ])
    expect(result).toReturn('<p></p>')
  })

  test.each(PROFILES)('sends nothing of it where end() comes without a write, on %s [STR-7]', async (runtime) => {
    const lambda = streaming(
      async (_event, stream) => void awslambda.HttpResponseStream.from(stream, { statusCode: 200 }).end('body'),
      { runtime },
    )
    const result = await invoke(lambda)
    expect(result).toReturn('body')
    expect(result.stream).not.toHaveProperty('metadata')
    expect(() => expect(result).toRespondWith({ statusCode: 200 })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected an HTTP response, but the function returned "body"
      its metadata never left: HttpResponseStream.from() sends it with the first write(), and nothing was written before end() (STR-7). Write the body, or an empty text, and then end()

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
                    response stream of application/vnd.awslambda.http-integration-response
          +0 ms     streamed 4 bytes
          +0 ms     answered]
    `)
  })

  test('sends it with an empty write [STR-7]', async () => {
    const lambda = streaming(async (_event, stream) => {
      const http = awslambda.HttpResponseStream.from(stream, { statusCode: 204 })
      http.write('')
      http.end()
    })
    expect(await invoke(lambda)).toRespondWith({ statusCode: 204, body: '' })
  })

  test('puts it into the body where another content type is set afterwards [STR-6]', async () => {
    const lambda = streaming(async (_event, stream) => {
      const http = awslambda.HttpResponseStream.from(stream, { statusCode: 201 })
      http.setContentType('text/html')
      http.write('x')
      http.end()
    })
    const result = await invoke(lambda)
    expect(result).toReturn('{"statusCode":201}\0\0\0\0\0\0\0\0x')
    expect(result).toRespondWith({ statusCode: 200, headers: { 'content-type': 'text/html' } })
  })
})

describe('a failure', () => {
  test.each(PROFILES)('before the first byte is a function error like any other, on %s [STR-9]', async (runtime) => {
    const lambda = streaming(
      async (_event, stream) => {
        awslambda.HttpResponseStream.from(stream, { statusCode: 200 })
        throw new RangeError('no such order')
      },
      { runtime },
    )
    const result = await invoke(lambda)
    expect(result).toFailWith({ errorType: 'RangeError', errorMessage: 'no such order' })
    expect(result).toMatchObject({
      statusCode: 200,
      functionError: 'Unhandled',
      payload: { errorType: 'RangeError', errorMessage: 'no such order' },
      stream: { chunks: [], error: { errorType: 'RangeError' } },
    })
    const second = await invoke(lambda)
    expect(second).toFailWith('RangeError')
    expect(second).toBeWarmStart()
  })

  test.each(PROFILES)('amid the bytes leaves what was sent, on %s [STR-9]', async (runtime) => {
    const lambda = streaming(
      async (_event, stream) => {
        stream.write('some')
        await sleep(20)
        throw new RangeError('midway')
      },
      { runtime },
    )
    const result = await invoke(lambda)
    expect(result).toFailWith('RangeError')
    expect(result).toMatchObject({ functionError: 'Unhandled', payload: 'some', error: { errorMessage: 'midway' } })
    expect(result.stream?.error).toEqual(result.error)
    expect(result.record.outcome).toBe('error')
    expect(result).toHaveLogged('Invoke Error', 'ERROR')
    const second = await invoke(lambda)
    expect(second).toFailWith('RangeError')
    expect(second).toBeWarmStart()
  })

  test('amid the bytes is no answer for matchers, which say what its client has', async () => {
    const lambda = streaming(async (_event, stream) => {
      const http = awslambda.HttpResponseStream.from(stream, { statusCode: 200 })
      http.write('<p>')
      await sleep(20)
      http.write('more')
      throw new RangeError('midway')
    })
    const result = await invoke(lambda)
    expect(() => expect(result).toRespondWith({ statusCode: 200 })).toThrow(
      [
        'expected an HTTP response, but the function failed with RangeError: midway',
        'Its client has had 200 and 7 bytes by then, and no end: check toFailWith(…) and result.stream.',
      ].join('\n'),
    )
    expect(() => expect(result).toReturn('<p>')).toThrow('but it failed with RangeError: midway')
    expect(() => expect(result).not.toReturn('<p>')).toThrow('did not return at all')
  })
})

test('reading the stream of a failed invocation counts as having looked at the failure', async () => {
  const { stream } = await invoke(streaming(async () => Promise.reject(new Error('seen'))))
  expect(stream?.error?.errorMessage).toBe('seen')
})

describe('the timeout', () => {
  test.each(PROFILES)('cuts a stream off, and what was sent stands, on %s [STR-8]', async (runtime) => {
    const lambda = streaming(
      async (_event, stream) => {
        for (;;) {
          stream.write('.')
          await sleep(400)
        }
      },
      { runtime, timeout: 1 },
    )
    const result = await invoke(lambda)
    expect(result).toTimeOut()
    expect(chunksOf(result)).toEqual([
      [0, '.'],
      [400, '.'],
      [800, '.'],
    ])
    expect(result).toMatchObject({ payload: '...', stream: { error: { errorType: 'Sandbox.Timedout' } } })
    expect(result.record.stream?.complete).toBe(false)
    const second = await invoke(lambda)
    expect(second).toTimeOut()
    expect(second).toBeColdStart()
  })

  test('says that nothing has ended the stream [STR-8]', async () => {
    const lambda = streaming(async (_event, stream) => void stream.write('partial'))
    const result = await invoke(lambda)
    expect(() => expect(result).toReturn('partial')).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to return "partial", but it timed out after 3 s

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
                    response stream of application/octet-stream
          +0 ms     streamed 7 bytes
          +3 s      timed out, waiting for the end of the response stream, which nothing has ended (responseStream.end())]
    `)
  })
})

describe('after the response', () => {
  test('a handler that has more to do is waited for', async () => {
    const lambda = streaming(async (_event, stream) => {
      stream.end('early')
      await sleep(700)
      console.log('done')
    })
    const result = await invoke(lambda)
    expect(result).toHaveLogged('done')
    expect(result.record.report.durationMs).toBe(700)
  })

  test('nodejs24.x leaves timers behind [STR-8]', async () => {
    const lambda = streaming(leaving, { runtime: 'nodejs24.x' })
    const first = await invoke(lambda)
    expect(first).toLeak('timer')
    expect(first.record.report.durationMs).toBe(0)
    await lambda.idle('1s')
    expect(await invoke(lambda, { quiet: true })).toResume('timer')
  })

  test('nodejs22.x waits for the empty event loop [STR-8]', async () => {
    const result = await invoke(streaming(leaving, { runtime: 'nodejs22.x' }))
    expect(result).not.toLeak()
    expect(result).toHaveLogged('left')
    expect(result.record.report.durationMs).toBe(100)
  })

  test('nodejs22.x waits for nothing with callbackWaitsForEmptyEventLoop = false [STR-8]', async () => {
    const lambda = streaming(
      async (event, stream, context) => {
        context.callbackWaitsForEmptyEventLoop = false
        await leaving(event, stream)
      },
      { runtime: 'nodejs22.x' },
    )
    expect(await invoke(lambda)).toLeak('timer')
  })

  test('a write that was left over reaches nobody, and harms nobody', async () => {
    const lambda = streaming(async (event, stream) => {
      if (!(event as { quiet?: boolean }).quiet) setTimeout(() => console.log('wrote', stream.write('late')), 100)
      stream.end('a')
    })
    expect(await invoke(lambda)).toLeak('timer')
    await lambda.idle('1s')
    const second = await invoke(lambda, { quiet: true })
    expect(second).toHaveLogged('wrote false')
    expect(second).toReturn('a')
    expect(second).toBeWarmStart()
    expect(second).toResume()
  })

  async function leaving(event: unknown, stream: Stream): Promise<void> {
    if (!(event as { quiet?: boolean }).quiet) setTimeout(() => console.log('left'), 100)
    stream.end('a')
  }
})

describe('the arguments of a streaming handler', () => {
  test.each(PROFILES)(
    'are event, stream and context, of the members that AWS lets through, on %s [STR-2]',
    async (runtime) => {
      const lambda = streaming(
        async (...args) => {
          const [event, stream, context] = args
          const { pipe } = stream as unknown as { pipe?: unknown }
          stream.end(
            JSON.stringify({
              count: args.length,
              event,
              methods: Object.keys(stream),
              pipe: typeof pipe,
              context: Object.keys(context),
            }),
          )
        },
        { runtime },
      )
      const { payload } = await invoke(lambda, { id: 1 })
      expect(payload).toMatchObject({ count: 3, event: { id: 1 }, pipe: 'undefined' })
      const { methods, context } = payload as { methods: string[]; context: string[] }
      expect(methods).toHaveLength(21)
      expect(context).toHaveLength(12)
      expect(context.includes('callbackWaitsForEmptyEventLoop')).toBe(runtime === 'nodejs22.x')
      expect(context).not.toContain('done')
    },
  )

  test('may be more than two on nodejs24.x, which refuses callbacks only of others [RES-12]', async () => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const lambda = streaming(async (_event, stream, _context) => void stream.end('x'), { runtime: 'nodejs24.x' })
    expect(await invoke(lambda)).toReturn('x')
  })

  test('have a stream with the high-water mark that was asked for, once there is a connection [STR-1]', async () => {
    const lambda = streaming(
      async (_event, stream) => {
        stream.write('x'.repeat(20))
        await sleep(10)
        const goesOn = stream.write('x'.repeat(20))
        await new Promise((drained) => stream.once('drain', drained))
        console.log(goesOn, stream.writableHighWaterMark)
        stream.end()
      },
      {},
      { highWaterMark: 10 },
    )
    expect(await invoke(lambda)).toHaveLogged('false 10')
  })
})
