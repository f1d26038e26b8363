// Who does something: the stack at that moment, kept unformatted, and whether the caller is Node itself.

/** The facade that was called; it and the frames above it are left out of the stack. */
type Facade = (...args: never[]) => unknown

/** Enough to reach the user's file from inside a `sleep` helper of a package. Vitest's own limit of 100 costs twice as much. */
const FRAMES = 8

/** A mock that waits sets its timer behind eight frames of a package that has it called. */
export const TIMER_FRAMES = 16

/** The caller of what is itself a callback: `promise.then(setTimeout)` is the user's timer. */
const CALLBACK_QUEUE = 'node:internal/process/task_queues'

const { captureStackTrace } = Error

/** A place in the code, as the stack that leads there. */
export class CallSite {
  readonly #held: { stack?: unknown } = {}
  #frames: readonly NodeJS.CallSite[] | undefined

  /** Begins at the caller of `facade`; keeps the `most` frames nearest to it. */
  constructor(facade: Facade, most: number = FRAMES) {
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = most
    captureStackTrace(this.#held, facade)
    Error.stackTraceLimit = limit
  }

  /**
   * Its frames as V8 has them: in the code that ran, not in the source it was made from. They are read at a tenth of
   * the cost of a stack in text, which looks each frame up in source maps.
   */
  get frames(): readonly NodeJS.CallSite[] {
    if (this.#frames) return this.#frames
    const { prepareStackTrace } = Error
    try {
      Error.prepareStackTrace = (_error, frames) => frames
      const held = this.#held.stack
      this.#frames = Array.isArray(held) ? (held as NodeJS.CallSite[]) : []
    } finally {
      Error.prepareStackTrace = prepareStackTrace
    }
    return this.#frames
  }
}

/** Where nobody will ask for the place, which is dear to keep. */
export const NOWHERE: CallSite = new CallSite(inSource, 0)

/** Frames as text, by whoever maps stacks to sources at the moment (Vitest does). */
export function inSource(frames: readonly NodeJS.CallSite[]): string {
  const text = prepared(frames)
  return typeof text === 'string' ? text : ['Error', ...frames.map((frame) => `    at ${String(frame)}`)].join('\n')
}

/** The function may have put something of its own there, which gives anything, or throws. */
function prepared(frames: readonly NodeJS.CallSite[]): unknown {
  try {
    return Error.prepareStackTrace?.(new Error(''), [...frames])
  } catch {
    return undefined
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
