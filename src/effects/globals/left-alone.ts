// Globals that are the same for everybody: the language itself, what other effects route, and the test runner's.

/** The language's own objects: routing them would slow every line down, and code that replaces them is not isolated. */
const LANGUAGE = `AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean
  DataView DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity
  Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError
  Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError URIError Uint16Array
  Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt undefined unescape`

/** Everywhere in hot code, and nobody replaces them. */
const NODE = 'Buffer global process queueMicrotask'

/** Routed by the clock and the console. */
const OTHER_EFFECTS = `Date clearImmediate clearInterval clearTimeout console performance setImmediate setInterval
  setTimeout`

const NAMES: ReadonlySet<PropertyKey> = new Set(`${LANGUAGE} ${NODE} ${OTHER_EFFECTS}`.split(/\s+/))

/** Vitest's own state and its coverage counters, which instrumented code of a function creates as it runs. */
const RUNNER = /^__(vite|vitest|coverage)/i

export function isLeftAlone(key: PropertyKey): boolean {
  if (typeof key === 'symbol') return key.description?.startsWith('vitest') === true
  return NAMES.has(key) || RUNNER.test(String(key))
}
