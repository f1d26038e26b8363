// Calls the handler and listens for its answer.

import type { RuntimeRules } from '../sandbox/port.js'
import type { Answer, LoopEmptied } from './answer.js'
import { isAsyncFunction } from './async-function.js'
import { CallbackRules } from './callback-rules.js'
import type { LambdaContext } from './context.js'
import { toError } from './error-log.js'
import type { Handler } from './find-handler.js'
import { enterStreaming } from './response-stream/enter-streaming.js'
import type { StreamHost } from './response-stream/stream-host.js'
import { isStreaming } from './streamify.js'

/** An invocation whose handler has been entered. */
export interface Running {
  /** What the handler returned: often the promise of its answer. */
  readonly result: unknown
  /**
   * To be called when nothing keeps the event loop alive. Says what the invocation comes to (HND-12..14, CB-1, CB-7);
   * `answer` is not called for it, nor ever after. `undefined`: it has its answer already.
   */
  loopEmptied(): LoopEmptied | undefined
}

/**
 * Enters the handler (HND-1). `answer` is called at most once: in the reaction on the handler's own promise, or within
 * this call where the handler answers, or throws, before it returns. nodejs24.x writes the answer one turn of the event
 * loop later, nodejs22.x at once (HND-9): that turn is the caller's. Never throws.
 *
 * @param context made by `createContext` by the same rules
 * @param stream asked for only where the handler streams its response (STR-1)
 */
export function enterHandler(
  handler: Handler,
  event: unknown,
  context: LambdaContext,
  rules: RuntimeRules,
  answer: (answer: Answer) => void,
  stream: () => StreamHost,
): Running {
  if (isStreaming(handler)) return enterStreaming(handler, event, context, rules, answer, stream())
  return rules === 'nodejs24.x' ? enter24(handler, event, context, answer) : enter22(handler, event, context, answer)
}

/**
 * What the handler finds as `this`: the runtime as each client calls it, under this name also in stack traces, and never
 * the module (LAB). The names are keys, because a bundler may rename a class.
 */
const RUNTIMES = {
  Runtime: class {
    readonly handler: Handler

    constructor(handler: Handler) {
      this.handler = handler
    }
  },
  BufferedInvokeProcessor: class {
    readonly handler: Handler

    constructor(handler: Handler) {
      this.handler = handler
    }
  },
}

/** Sync or async, what the handler returns is the result (HND-3, HND-5). */
function enter24(handler: Handler, event: unknown, context: LambdaContext, answer: (answer: Answer) => void): Running {
  let answered = false
  let result: unknown
  const give = (given: Answer): void => {
    if (answered) return
    answered = true
    answer(given)
  }
  try {
    result = new RUNTIMES.BufferedInvokeProcessor(handler).handler(event, context)
    void Promise.resolve(result).then(
      (value) => give({ kind: 'response', value }),
      (error: unknown) => give(failure(error)),
    )
  } catch (error) {
    give(failure(error))
  }
  return {
    result,
    loopEmptied() {
      if (answered) return undefined
      answered = true
      return { kind: 'exit', code: 0 }
    },
  }
}

/** The client fails over what it cannot convert to text for its log, and the process ends of that (LAB). */
function failure(error: unknown): Answer {
  if (error instanceof Error) return { kind: 'error', error }
  try {
    toError(error, 'nodejs24.x')
    return { kind: 'error', error }
  } catch (problem) {
    return { kind: 'crash', error: problem }
  }
}

/** Only a thenable's result counts, a plain value is ignored (HND-4); what is thrown goes to the callback (CB-6). */
function enter22(handler: Handler, event: unknown, context: LambdaContext, answer: (answer: Answer) => void): Running {
  const callbacks = new CallbackRules(context, answer)
  let result: unknown
  try {
    result = new RUNTIMES.Runtime(handler).handler(event, context, callbacks.callback)
    // The functions are read from the context now: some libraries replace them to see the answer go by (LAB).
    if (isThenable(result)) result.then(context.succeed, context.fail).catch(context.fail)
  } catch (error) {
    try {
      callbacks.callback(error)
    } catch (problem) {
      callbacks.crash(problem)
    }
  }
  return { result, loopEmptied: () => callbacks.loopEmptied(() => isAsyncFunction(handler)) }
}

/** What nodejs22.x asks of a thenable: a `then` that returns something with a `catch`, or the call fails (LAB). */
interface Thenable {
  then(succeed: unknown, fail: unknown): { catch(fail: unknown): unknown }
}

function isThenable(value: unknown): value is Thenable {
  return Boolean(value) && typeof (value as Thenable).then === 'function'
}
