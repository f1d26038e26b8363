// Globals that Node.js loads when they are first looked at: even asking for the property's descriptor loads them.

import { process } from '../host-process.js'

/** The builtin module behind each group. Loading fetch's classes takes 15 to 50 ms, the others 2 ms each. */
const GROUPS: Readonly<Record<string, string>> = {
  'internal/deps/undici/undici': 'CloseEvent EventSource FormData Headers MessageEvent Request Response WebSocket',
  'internal/crypto/webcrypto': 'Crypto CryptoKey SubtleCrypto',
  'internal/navigator': 'Navigator navigator',
  'internal/webstreams/readablestream': `ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy
    DecompressionStream ReadableByteStreamController ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest
    ReadableStreamDefaultController ReadableStreamDefaultReader TextDecoderStream TextEncoderStream TransformStream
    TransformStreamDefaultController WritableStream WritableStreamDefaultController WritableStreamDefaultWriter`,
}

const MODULES: ReadonlyMap<PropertyKey, string> = new Map(
  Object.entries(GROUPS).flatMap(([module, keys]) => keys.split(/\s+/).map((key) => [key, module] as const)),
)

/**
 * Whether looking at the global would load its module now. Node.js lists what it has loaded in a field that is not
 * documented; without that list, a global that may be lazy counts as not loaded.
 */
export function isUnloaded(key: PropertyKey): boolean {
  const module = MODULES.get(key)
  if (module === undefined) return false
  const { moduleLoadList } = process as unknown as { moduleLoadList?: readonly string[] }
  return moduleLoadList?.includes(`NativeModule ${module}`) !== true
}
