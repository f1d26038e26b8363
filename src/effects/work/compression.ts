// Compression streams: each chunk is under way while zlib's thread works on it.

import type { Transform } from 'node:stream'
import type { Current, Undo } from '../effect.js'
import { patch } from '../patch.js'
import { compressionPrototype, handleOf } from './node-internals.js'
import { begin, end, type Work, type WorkPhase, type WorkState } from './work.js'

class CompressedChunk implements Work {
  readonly kind = 'compression'
  readonly #stream: Transform

  constructor(stream: Transform) {
    this.#stream = stream
  }

  phase(): WorkPhase {
    // Corrupt input destroys the stream without calling back.
    return this.#stream.destroyed ? 'over' : 'under way'
  }

  get subject(): string {
    return this.describe()
  }

  describe(): string {
    const { name } = this.#stream.constructor
    return `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  }
}

export interface Compression {
  /** Takes the native handle of a compression stream that is being made. */
  onHandle(handle: object): void
  readonly undo: Undo
}

/**
 * There is no channel, and `node:async_hooks` announces a stream but not its chunks: hence the patch, which is made when
 * a first stream is announced, so that `node:zlib` need not be loaded for it. `decoding` says for which environment a
 * decoder is being made, where the running code does not (see `fetches.ts`).
 */
export function trackCompression(current: Current<WorkState>, decoding: Current<WorkState>): Compression {
  const decoders = new WeakMap<object, WorkState>()
  const owner = (stream: Transform): WorkState | undefined => {
    const handle = handleOf(stream)
    return (handle && decoders.get(handle)) ?? current()
  }
  let undo: Undo | undefined
  return {
    onHandle(handle) {
      undo ??= trackChunks(owner)
      const state = decoding()
      if (state) decoders.set(handle, state)
    },
    undo: () => undo?.(),
  }
}

function trackChunks(owner: (stream: Transform) => WorkState | undefined): Undo {
  const prototype = compressionPrototype()
  const original: unknown = prototype && Reflect.get(prototype, '_transform')
  if (!prototype || typeof original !== 'function') return () => undefined
  return patch(prototype, '_transform', {
    value(this: Transform, chunk: unknown, encoding: unknown, callback: (...args: unknown[]) => void): unknown {
      const state = owner(this)
      if (!state) return Reflect.apply(original, this, [chunk, encoding, callback])
      const piece = new CompressedChunk(this)
      begin(state, piece)
      const done = (...args: unknown[]): void => {
        end(state, piece)
        callback(...args)
      }
      return Reflect.apply(original, this, [chunk, encoding, done])
    },
  })
}
