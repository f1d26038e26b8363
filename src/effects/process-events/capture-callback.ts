// The one function that takes the exceptions of a process before any listener: each environment has its own.

import type { InsideCall } from '../routed-property.js'

type Capture = (error: unknown) => void

/** Source: https://nodejs.org/api/process.html#processsetuncaughtexceptioncapturecallbackfn */
export class CaptureCallback {
  #capture: Capture | undefined

  get isSet(): boolean {
    return this.#capture !== undefined
  }

  set(capture: unknown): void {
    if (capture === null) {
      this.#capture = undefined
      return
    }
    if (typeof capture !== 'function') {
      throw failure('ERR_INVALID_ARG_TYPE', 'The "fn" argument must be of type function or null.')
    }
    if (this.#capture) {
      const code = 'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET'
      throw failure(
        code,
        '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active',
      )
    }
    this.#capture = capture as Capture
  }

  /** Whether it took the exception. */
  take(error: unknown): boolean {
    this.#capture?.(error)
    return this.isSet
  }
}

interface Captures {
  readonly capture: CaptureCallback
}

/** The methods of `process` that set it and ask for it. */
export const captureMethods: Readonly<Record<string, InsideCall<Captures>>> = {
  setUncaughtExceptionCaptureCallback: ({ capture }, [callback]) => capture.set(callback),
  hasUncaughtExceptionCaptureCallback: ({ capture }) => capture.isSet,
}

function failure(code: string, message: string): Error {
  return Object.assign(code === 'ERR_INVALID_ARG_TYPE' ? new TypeError(message) : new Error(message), { code })
}
