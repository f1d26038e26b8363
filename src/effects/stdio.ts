// `process.stdout` and `process.stderr` of an environment: what is written to them is log text of the environment.

import { Buffer } from 'node:buffer'
import { process } from './host-process.js'
import { Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { Current, Effect, Undo } from './effect.js'
import { unwind } from './patch.js'
import { type InsideCall, routeMethod } from './routed-property.js'

export type StandardStream = 'stdout' | 'stderr'

export interface StdioState {
  /** Receives text exactly as written: without prefix, not cut into lines (LOG-15). */
  readonly write: (stream: StandardStream, text: string) => void
  /** A character may be split over two writes of bytes. */
  readonly decoders: Map<StandardStream, StringDecoder>
  /** What code of the environment put in place of the streams' methods. */
  readonly own: Map<unknown, unknown>
}

export function createStdio({ write }: Pick<StdioState, 'write'>): StdioState {
  return { write, decoders: new Map(), own: new Map() }
}

export const stdioEffect: Effect<StdioState> = {
  name: 'stdio',
  install(current: Current<StdioState>): Undo {
    const own = (state: StdioState): Map<unknown, unknown> => state.own
    return unwind(
      (['stdout', 'stderr'] as const).flatMap((name) => [
        // pino looks whether `write` is still the class's own before it prefers the descriptor: it is not.
        routeMethod(process[name], 'write', current, writeTo(name), own),
        routeMethod(process[name], 'end', current, endOf(name), own),
      ]),
    )
  },
}

/** `stream.write(chunk[, encoding][, callback])`. Source: https://nodejs.org/api/stream.html#writablewritechunk-encoding-callback */
function writeTo(name: StandardStream): InsideCall<StdioState> {
  return (state, [chunk, ...rest]) => {
    const text = textOf(state, name, chunk, rest[0])
    if (text !== '') state.write(name, text)
    const callback = rest.find((argument) => typeof argument === 'function')
    if (callback) process.nextTick(callback, null)
    return true
  }
}

/** Ending the stream would end it for the test process, so only what is written last is taken over. */
function endOf(name: StandardStream): InsideCall<StdioState> {
  return (state, [chunk, ...rest], self) => {
    if (typeof chunk !== 'function' && chunk !== undefined && chunk !== null) {
      state.write(name, textOf(state, name, chunk, rest[0]))
    }
    const callback = [chunk, ...rest].find((argument) => typeof argument === 'function')
    if (callback) process.nextTick(callback as () => void)
    return self
  }
}

function textOf(state: StdioState, name: StandardStream, chunk: unknown, encoding: unknown): string {
  if (typeof chunk === 'string') {
    if (encoding === undefined || encoding === null || typeof encoding === 'function') return chunk
    if (Buffer.isEncoding(encoding as string))
      return decode(state, name, Buffer.from(chunk, encoding as BufferEncoding))
  } else if (ArrayBuffer.isView(chunk)) {
    return decode(state, name, Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
  }
  // Node's own error for what a stream does not take, thrown by Node.
  new Writable({ write: () => undefined }).write(chunk, encoding as BufferEncoding)
  return String(chunk)
}

/** What is written past the stream, by its descriptor. */
export function writeBytes(state: StdioState, name: StandardStream, bytes: Uint8Array): void {
  const text = decode(state, name, Buffer.from(bytes))
  if (text !== '') state.write(name, text)
}

function decode(state: StdioState, name: StandardStream, bytes: Buffer): string {
  const decoder = state.decoders.get(name) ?? new StringDecoder('utf8')
  state.decoders.set(name, decoder)
  return decoder.write(bytes)
}
