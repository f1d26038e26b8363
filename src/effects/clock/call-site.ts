// Who sets a timer: the stack at that moment, kept unformatted, and whether the caller is Node itself.

/** The facade that was called; it and the frames above it are left out of the stack. */
type Facade = (...args: never[]) => unknown

/** Enough to reach the user's file from inside a `sleep` helper of a package. Vitest's own limit of 100 costs twice as much. */
const FRAMES = 8

/** The caller of what is itself a callback: `promise.then(setTimeout)` is the user's timer. */
const CALLBACK_QUEUE = 'node:internal/process/task_queues'

const { captureStackTrace } = Error

/** A place in the code, as the stack that leads there. */
export class CallSite {
  /** Begins at the caller of `facade`. V8 formats it only when it is read. */
  readonly stack: string = ''

  constructor(facade: Facade) {
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = FRAMES
    captureStackTrace(this, facade)
    Error.stackTraceLimit = limit
  }

  /** As an Error, for whoever reads stacks. Made only now: an Error that captures its own stack costs a fifth more. */
  toError(): Error {
    const error = new Error('set here')
    error.stack = this.stack
    return error
  }
}

/**
 * True when the direct caller of `facade` is code of Node itself: the fetch that is bundled in Node sets its timers
 * through the globals, and they belong to real connections, not to the function's time.
 */
export function calledByNode(facade: Facade): boolean {
  const { stackTraceLimit, prepareStackTrace } = Error
  try {
    Error.stackTraceLimit = 1
    Error.prepareStackTrace = isNodeFrame
    const probe: { stack?: unknown } = {}
    captureStackTrace(probe, facade)
    return probe.stack === true
  } finally {
    Error.stackTraceLimit = stackTraceLimit
    Error.prepareStackTrace = prepareStackTrace
  }
}

function isNodeFrame(_error: Error, frames: readonly NodeJS.CallSite[]): boolean {
  const file = frames[0]?.getFileName()
  return file?.startsWith('node:') === true && file !== CALLBACK_QUEUE
}
