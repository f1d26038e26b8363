// Handlers that stream their response.

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const stream = awslambda.streamifyResponse
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

export const writes = stream(async (event, responseStream) => {
  responseStream.setContentType('text/plain')
  responseStream.write('a')
  responseStream.write(Buffer.from('b'))
  responseStream.end('c')
})
export const endsOnly = stream(async (event, responseStream) => {
  responseStream.end()
})
export const endsWithText = stream(async (event, responseStream) => {
  responseStream.end('all at once')
})
export const slow = stream(async (event, responseStream) => {
  for (const part of ['one ', 'two ', 'three']) {
    responseStream.write(part)
    await sleep(10)
  }
  responseStream.end()
})
export const objects = stream(async (event, responseStream) => {
  responseStream.write({ a: 1 })
  responseStream.write(7)
  responseStream.write(new Uint8Array([104, 105]))
  responseStream.end()
})
export const pipes = stream(async (event, responseStream) => {
  await pipeline(Readable.from(['x', 'y', 'z']), responseStream)
})
export const http = stream(async (event, responseStream) => {
  const prelude = { statusCode: 201, headers: { 'x-a': 'b' }, cookies: ['c=d'] }
  const body = awslambda.HttpResponseStream.from(responseStream, prelude)
  body.write('<p>')
  body.end()
})
export const httpEndsWithText = stream(async (event, responseStream) => {
  awslambda.HttpResponseStream.from(responseStream, { statusCode: 200 }).end('body')
})
export const httpEndsOnly = stream(async (event, responseStream) => {
  awslambda.HttpResponseStream.from(responseStream, { statusCode: 204 }).end()
})
export const lateContentType = stream(async (event, responseStream) => {
  responseStream.write('x')
  try {
    responseStream.setContentType('text/html')
  } catch (error) {
    console.log(error.name, error.message)
  }
  responseStream.end()
})
export const returns = stream(async (event, responseStream) => {
  responseStream.end('x')
  return 'ignored'
})
export const throwsBefore = stream(async () => {
  throw new RangeError('before any byte')
})
export const throwsAmid = stream(async (event, responseStream) => {
  responseStream.write('some')
  await sleep(20)
  throw new RangeError('amid the bytes')
})
export const throwsAfter = stream(async (event, responseStream) => {
  responseStream.end('all')
  await sleep(20)
  throw new RangeError('after the end')
})
export const notEnded = stream(async (event, responseStream) => {
  responseStream.write('partial')
})
export const notAsync = stream((event, responseStream) => {
  responseStream.end('x')
})
export const argumentsOf = stream(async function (...given) {
  const [, responseStream, context] = given
  const { Writable } = await import('node:stream')
  responseStream.end(
    JSON.stringify({
      count: given.length,
      keys: Object.getOwnPropertyNames(responseStream).toSorted(),
      context: Object.keys(context),
      highWaterMark: responseStream.writableHighWaterMark,
      pipe: typeof responseStream.pipe,
      writable: responseStream instanceof Writable,
    }),
  )
})
export const highWaterMark = stream(
  async (event, responseStream) => {
    const went = responseStream.write('12345')
    responseStream.end(JSON.stringify({ went, mark: responseStream.writableHighWaterMark }))
  },
  { highWaterMark: 3 },
)
const unmarked = async () => 1
const same = stream(unmarked) === unmarked
const marks = Object.getOwnPropertySymbols(unmarked).map((mark) => [String(mark), unmarked[mark]])
export const marking = async () => ({ same, marks })
export const wrapped = async (...given) => ({ count: given.length, of: typeof writes })
export const otherMark = Object.assign(async () => 1, {
  [Symbol.for('aws.lambda.runtime.handler.streaming')]: 'request',
})
