// What AWS's own clients were seen to do with streaming handlers (aws-lambda-ric 4.0.2 on Node 24, 3.3.0 on Node 22).

import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type InvocationResult, invoke } from 'vitest-lambda'
import { type Stream, streaming, type StreamingHandler } from './functions/streaming/streaming.js'

/** What the client got, what ended it otherwise than by its end, and what the runtime and the function logged. */
interface Seen {
  readonly sent: string
  readonly failed?: string
  readonly logs?: readonly string[]
  /** The process is gone: the next invocation is a cold start. */
  readonly lost?: true
}

interface StreamCase {
  readonly handler: StreamingHandler
  readonly on24: Seen
  /** The same on both where it is left out. */
  readonly on22?: Seen
}

const EXIT = 'Runtime.ExitError: Runtime exited with error: exit status'
const LATE_WRITE = 'Error [ERR_STREAM_WRITE_AFTER_END]: write after end'
const NOT_ASYNC = 'Streaming does not support non-async handlers.'
const HANGS = 'Sandbox.Timedout: Task timed out after 3.00 seconds'

const never = (): Promise<never> => new Promise(() => {})
async function* breaking(): AsyncGenerator<string> {
  yield 'a'
  await sleep(20)
  throw new RangeError('source')
}

/** Both clients end the process over an error of the request: they leave a promise of it unhandled (LAB). */
function broken(sent: string, message: string, ...logs: string[]): Pick<StreamCase, 'on24' | 'on22'> {
  const rejection = `Runtime.UnhandledPromiseRejection: ${message}`
  return {
    on24: { sent, failed: `${EXIT} 1`, logs: [...logs.slice(1), message], lost: true },
    on22: { sent, failed: rejection, logs: [...logs.slice(1), ...logs.slice(0, 1), `ERROR ${rejection}`], lost: true },
  }
}

const CASES: Readonly<Record<string, StreamCase>> = {
  'stream-basic': {
    handler: async (_event, stream) => {
      stream.write('a')
      stream.write(Buffer.from('b'))
      stream.end('c')
    },
    on24: { sent: 'abc' },
  },
  'stream-end-only': { handler: async (_event, stream) => void stream.end(), on24: { sent: '' } },
  'stream-pipeline': {
    handler: async (_event, stream) => pipeline(Readable.from(['x', 'y', 'z']), stream),
    on24: { sent: 'xyz' },
  },
  'pipe without waiting': {
    handler: async (_event, stream) => void Readable.from(['a', 'b']).pipe(stream),
    on24: { sent: 'ab' },
  },
  'stream-return-value': {
    handler: async (_event, stream) => (stream.end('x'), 'ignored'), // oxlint-disable-line no-sequences
    on24: { sent: 'x', logs: ['WARN Streaming handlers ignore return values.'] },
  },
  'null returned': {
    handler: async (_event, stream) => (stream.end('x'), null), // oxlint-disable-line no-sequences
    on24: { sent: 'x', logs: ['WARN Streaming handlers ignore return values.'] },
  },
  'stream-not-ended': {
    handler: async (_event, stream) => void stream.write('partial'),
    on24: { sent: 'partial', failed: HANGS, lost: true },
  },
  'never settles, not ended': {
    handler: async (_event, stream) => (stream.write('a'), never()), // oxlint-disable-line no-sequences
    on24: { sent: 'a', failed: HANGS, lost: true },
  },
  'never settles, ended': {
    handler: async (_event, stream) => (stream.end('a'), never()), // oxlint-disable-line no-sequences
    on24: { sent: 'a', lost: true },
    on22: { sent: 'a' },
  },
  'ended by a timer that nobody waits for': {
    handler: async (_event, stream) => {
      stream.write('a')
      setTimeout(() => stream.end('b'), 50)
    },
    on24: { sent: 'ab' },
  },
  'stream-throw-before': {
    handler: async () => Promise.reject(new RangeError('before')),
    on24: { sent: '', failed: 'RangeError: before', logs: ['ERROR Error: before'] },
  },
  'stream-throw-mid': {
    handler: async (_event, stream) => {
      stream.write('some')
      await sleep(20)
      throw new RangeError('midway')
    },
    on24: { sent: 'some', failed: 'RangeError: midway', logs: ['ERROR Error: midway'] },
  },
  'throws in the call': {
    handler: (_event, stream) => {
      stream.write('a')
      throw new Error('sync')
    },
    on24: { sent: 'a', failed: 'Error: sync', logs: ['ERROR Error: sync'] },
  },
  'throws a text': {
    handler: async (_event, stream) => {
      stream.write('a')
      throw 'text' // oxlint-disable-line no-throw-literal
    },
    on24: { sent: 'a', failed: 'string: text', logs: ['ERROR Error: text'] },
  },
  'throws undefined': {
    handler: async () => Promise.reject(undefined), // oxlint-disable-line prefer-promise-reject-errors
    on24: { sent: '', failed: 'undefined: undefined', logs: ['ERROR Error: undefined'] },
    on22: {
      sent: '',
      failed:
        'handled: callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      logs: ['ERROR Error: '],
    },
  },
  'writes in the turn of its error': {
    handler: async (_event, stream) => {
      stream.write('a')
      setImmediate(() => stream.write('b'))
      throw new Error('mid')
    },
    on24: { sent: 'ab', failed: 'Error: mid', logs: ['ERROR Error: mid'] },
    on22: {
      sent: 'a',
      failed: `Runtime.UnhandledPromiseRejection: ${LATE_WRITE}`,
      logs: ['ERROR Error: mid', `ERROR Runtime.UnhandledPromiseRejection: ${LATE_WRITE}`],
      lost: true,
    },
  },
  'not async, ended': {
    handler: (_event, stream) => void stream.end('x'),
    on24: { sent: 'x', logs: [`ERROR Error: ${NOT_ASYNC}`] },
  },
  'not async, not ended': {
    handler: (_event, stream) => void stream.write('x'),
    on24: { sent: 'x', failed: `Error: ${NOT_ASYNC}`, logs: [`ERROR Error: ${NOT_ASYNC}`] },
    on22: { sent: 'x', failed: `string: ${NOT_ASYNC}`, logs: [`ERROR Error: ${NOT_ASYNC}`] },
  },
  'a function that is thenable': {
    handler: (_event, stream) => {
      stream.end('x')
      // oxlint-disable-next-line unicorn/no-thenable
      return Object.assign(() => {}, { then: (give: () => void) => give() })
    },
    on24: { sent: 'x', logs: [`ERROR Error: ${NOT_ASYNC}`] },
    on22: { sent: 'x' },
  },
  'a write right after the end': {
    handler: async (_event, stream) => {
      stream.end('a')
      stream.write('late', (error) => console.log((error as NodeJS.ErrnoException).code))
    },
    ...broken('a', LATE_WRITE, 'ERROR Error: write after end', 'INFO ERR_STREAM_WRITE_AFTER_END'),
  },
  'a write long after the end': {
    handler: async (_event, stream) => {
      stream.end('a')
      await sleep(60)
      const goesOn = stream.write('late', (error) => console.log((error as NodeJS.ErrnoException).code))
      console.log(goesOn, stream.writableEnded, stream.writableFinished, (stream as { destroyed?: boolean }).destroyed)
    },
    on24: { sent: 'a', logs: ['INFO false true true true', 'INFO ERR_STREAM_WRITE_AFTER_END'] },
  },
  'ended twice': {
    handler: async (_event, stream) => {
      stream.end('a')
      stream.end()
    },
    on24: { sent: 'a' },
  },
  'ended twice, with more': {
    handler: async (_event, stream) => {
      stream.end('a')
      stream.end('b')
    },
    ...broken('a', LATE_WRITE, 'ERROR Error: write after end'),
  },
  'destroyed for a reason': {
    handler: async (_event, stream) => {
      stream.write('a')
      stream.on('error', ({ message }) => console.log('error', message))
      stream.on('close', () => console.log('close'))
      destroy(stream, new Error('own'))
      await sleep(30)
    },
    on24: { sent: 'a', failed: `${EXIT} 1`, logs: ['INFO error own', 'INFO close', 'Error: own'], lost: true },
    on22: {
      sent: 'a',
      failed: 'Runtime.UnhandledPromiseRejection: Error: own',
      logs: ['INFO error own', 'INFO close', 'ERROR Runtime.UnhandledPromiseRejection: Error: own'],
      lost: true,
    },
  },
  destroyed: {
    handler: async (_event, stream) => {
      stream.write('a')
      destroy(stream)
    },
    ...broken('a', 'Error: socket hang up', 'ERROR Error: socket hang up'),
  },
  'destroyed after its response': {
    handler: async (_event, stream) => {
      stream.end('a')
      await sleep(50)
      destroy(stream, new Error('x'))
    },
    on24: { sent: 'a' },
  },
  'a pipeline whose source breaks': {
    handler: async (_event, stream) => pipeline(Readable.from(breaking()), stream),
    ...broken('a', 'RangeError: source', 'ERROR Error: source'),
  },
  'an exception amid the stream': {
    handler: async (_event, stream) => {
      stream.write('a')
      setTimeout(() => {
        throw new Error('bang')
      }, 20)
      await sleep(80)
      stream.end()
    },
    on24: { sent: 'a', failed: `${EXIT} 1`, logs: ['Error: bang'], lost: true },
    on22: { sent: 'a', failed: 'Error: bang', logs: ['ERROR Error: bang'], lost: true },
  },
  'an exit amid the stream': {
    handler: async (_event, stream) => {
      stream.write('a')
      await sleep(20)
      process.exit(3)
    },
    on24: { sent: 'a', failed: `${EXIT} 3`, lost: true },
  },
  'an exit after the end': {
    handler: async (_event, stream) => {
      stream.end('a')
      await sleep(40)
      process.exit(3)
    },
    on24: { sent: 'a', lost: true },
  },
  'write() of all kinds': {
    handler: async (_event, stream) => {
      for (const chunk of ['t', Buffer.from('b'), new Uint8Array([117]), { o: 1 }, 5, [1], true, new Date(0), '']) {
        stream.write(chunk)
      }
      stream.end()
    },
    on24: { sent: 'tbu{"o":1}5[1]true"1970-01-01T00:00:00.000Z"' },
  },
  'write() of what JSON has no text for': {
    handler: async (_event, stream) => {
      for (const chunk of [null, undefined, () => 1, 1n]) {
        try {
          stream.write(chunk)
        } catch (error) {
          console.log((error as Error).message)
        }
      }
      stream.end()
    },
    on24: {
      sent: '',
      logs: [
        "INFO Cannot read properties of null (reading 'length')",
        "INFO Cannot read properties of undefined (reading 'length')",
        'INFO The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received undefined',
        'INFO Do not know how to serialize a BigInt',
      ],
    },
  },
  'end() of what is neither text nor bytes': {
    handler: async (_event, stream) => {
      for (const chunk of [{ o: 1 }, 5, null]) {
        try {
          stream.end(chunk)
        } catch (error) {
          console.log((error as Error).message)
        }
      }
    },
    on24: {
      sent: '',
      logs: [
        'INFO The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received an instance of Object',
        'INFO The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received type number (5)',
      ],
    },
  },
  'end(text, encoding, callback)': {
    handler: async (_event, stream) => {
      stream.write('aGk=', 'base64')
      stream.write('7a', 'hex', () => console.log('written'))
      stream.end('eA==', 'base64', () => console.log('ended'))
      await sleep(30)
    },
    on24: { sent: 'hizx', logs: ['INFO written', 'INFO ended'] },
    on22: { sent: 'hizeA==', logs: ['INFO written'] },
  },
  'events and state': {
    handler: async (_event, stream) => {
      for (const name of ['prefinish', 'finish', 'drain', 'close']) stream.on(name, () => console.log(name))
      stream.write('a', () => console.log('write'))
      stream.end(() => console.log('end'))
      console.log(stream.writable, stream.writableEnded, stream.writableFinished)
      await sleep(40)
      console.log(stream.writable, stream.writableEnded, stream.writableFinished)
    },
    on24: {
      sent: 'a',
      logs: [
        'INFO true true false',
        'INFO write',
        'INFO prefinish',
        'INFO finish',
        'INFO end',
        'INFO close',
        'INFO true true true',
      ],
    },
  },
  'a default high-water mark of 64 KiB': {
    handler: async (_event, stream) => {
      stream.on('drain', () => console.log('drain'))
      console.log([30_000, 30_000, 30_000].map((size) => stream.write('x'.repeat(size))).join(), needsDrain(stream))
      await sleep(30)
      console.log([30_000, 35_000, 30_000].map((size) => stream.write('x'.repeat(size))).join(), needsDrain(stream))
      await sleep(30)
      stream.end()
    },
    on24: {
      sent: 'x'.repeat(185_000),
      logs: ['INFO true,true,false true', 'INFO drain', 'INFO true,true,false true', 'INFO drain'],
    },
  },
  'http: content type set again': {
    handler: async (_event, stream) => {
      const http = awslambda.HttpResponseStream.from(stream, { statusCode: 200 })
      http.setContentType('text/html')
      http.end('x')
    },
    on24: { sent: 'x' },
  },
  'stream-late-content-type': {
    handler: async (_event, stream) => {
      stream.write('x')
      try {
        stream.setContentType('text/html')
      } catch (error) {
        console.log((error as Error).name, (error as Error).message)
      }
      stream.end()
    },
    on24: { sent: 'x', logs: ['INFO Runtime.InvalidStreamingOperation Cannot set content-type, too late.'] },
  },
  'content type after the end': {
    handler: async (_event, stream) => {
      stream.end('x')
      try {
        stream.setContentType('text/html')
      } catch (error) {
        console.log((error as NodeJS.ErrnoException).code, (error as Error).message)
      }
    },
    on24: { sent: 'x', logs: ['INFO ERR_HTTP_HEADERS_SENT Cannot set headers after they are sent to the client'] },
  },
  'through a transform': {
    handler: async (_event, stream) => pipeline(Readable.from(['a', 'b']), new PassThrough(), stream),
    on24: { sent: 'ab' },
  },
}

function destroy(stream: Stream, error?: Error): void {
  ;(stream as unknown as { destroy(error?: Error): void }).destroy(error)
}

function needsDrain(stream: Stream): boolean {
  return (stream as unknown as { writableNeedDrain: boolean }).writableNeedDrain
}

function seen({ stream, error, record }: InvocationResult, next: InvocationResult): Seen {
  const logs = record.logs.flatMap(({ line, source, level, message }) =>
    source === 'platform' || /^ {2}/.test(line) || line === '}' ? [] : [said(level, message ?? line)],
  )
  return {
    sent: Buffer.from(stream?.bytes ?? []).toString(),
    ...(error && { failed: `${error.errorType}: ${error.errorMessage.replace(/^RequestId: \S+ Error: /, '')}` }),
    ...(logs.length > 0 && { logs }),
    ...(next.record.coldStart && { lost: true as const }),
  }
}

/** The client's own lines hold the error as JSON; of a text on stderr the first line is the error. */
function said(level: string | undefined, message: string): string {
  const json = /\t(\{.*\})$/.exec(message)?.[1]
  const { errorType, errorMessage } = JSON.parse(json ?? '{}') as { errorType?: string; errorMessage?: string }
  const type = errorType?.startsWith('Runtime.') ? errorType : 'Error'
  const text = json === undefined ? message.replace(/ \{$/, '') : `${type}: ${errorMessage}`
  return level === undefined ? text : `${level} ${text}`
}

describe.each(['nodejs24.x', 'nodejs22.x'] as const)('on %s, as under AWS’s client,', (runtime) => {
  test.each(Object.entries(CASES))('%s', async (_name, { handler, on24, on22 = on24 }) => {
    const lambda = streaming(handler, { runtime, leaks: 'off', unobserved: 'off' })
    const result = await invoke(lambda, {})
    expect(seen(result, await invoke(lambda, {}))).toEqual(runtime === 'nodejs24.x' ? on24 : on22)
  })
})
