// Calls a streaming handler and sees its response through: what each client waits for, logs, and puts into the trailers.

import type { ErrorPayload, RuntimeRules } from '../../sandbox/port.js'
import type { Answer, LoopEmptied } from '../answer.js'
import type { LambdaContext } from '../context.js'
import { toError } from '../error-log.js'
import { errorPayload } from '../error-payload.js'
import type { Handler } from '../find-handler.js'
import { highWaterMark } from '../streamify.js'
import { OutgoingResponse } from './outgoing-response.js'
import { createStreamFacade } from './stream-facade.js'
import type { StreamHost } from './stream-host.js'

/** STR-5. */
const NOT_ASYNC = 'Streaming does not support non-async handlers.'
const RETURN_IGNORED = 'Streaming handlers ignore return values.'

/** A streaming invocation whose handler has been entered. */
export interface StreamingRunning {
  readonly result: unknown
  loopEmptied(): LoopEmptied | undefined
}

/**
 * Enters the handler with its stream (STR-2). The invocation is over when the handler has settled and the response has
 * arrived; nodejs22.x then also waits for the event loop, unless the context says otherwise (STR-8). Never throws.
 */
export function enterStreaming(
  handler: Handler,
  event: unknown,
  context: LambdaContext,
  rules: RuntimeRules,
  answer: (answer: Answer) => void,
  host: StreamHost,
): StreamingRunning {
  if (rules === 'nodejs24.x') return new StreamingInvokeProcessor(handler, answer, host).processInvoke(event, context)
  // Its client has no other way to answer here than the stream (LAB).
  delete context.succeed
  delete context.fail
  delete context.done
  return new Runtime(handler, answer, host).handleOnce(event, context)
}

/** What both clients do alike. */
abstract class StreamingCourse {
  protected readonly handler: Handler
  protected readonly host: StreamHost
  protected readonly outgoing: OutgoingResponse
  protected late: { readonly error: unknown } | undefined
  readonly #answer: (answer: Answer) => void
  readonly #rules: RuntimeRules
  #failure: ErrorPayload | undefined
  #over = false

  constructor(rules: RuntimeRules, handler: Handler, answer: (answer: Answer) => void, host: StreamHost) {
    this.handler = handler
    this.host = host
    this.#rules = rules
    this.#answer = answer
    this.outgoing = new OutgoingResponse(host, { rules, highWaterMark: highWaterMark(handler) })
    this.outgoing.arrival.then(() => host.arrived(this.#failure)).catch(() => {})
  }

  protected get over(): boolean {
    return this.#over
  }

  protected give(answer: Answer): void {
    if (this.#take()) this.#answer(answer)
  }

  /** For an answer that goes another way than `answer`. */
  protected take<Given>(given: Given): Given | undefined {
    return this.#take() ? given : undefined
  }

  #take(): boolean {
    if (this.#over) return false
    this.#over = true
    return true
  }

  protected get streamed(): Answer {
    return this.late ? { kind: 'streamed', late: this.late } : { kind: 'streamed' }
  }

  /**
   * Logs the error and ends the response with it. One that had been ended before says nothing of it to anybody (LAB);
   * `own`: the error is the function's, and somebody should hear of it. False: the log itself failed over it.
   */
  protected failWith(error: unknown, own: boolean): boolean {
    try {
      toError(error, this.#rules)
    } catch (problem) {
      this.give({ kind: 'crash', error: problem })
      return false
    }
    this.host.logError(error)
    if (this.outgoing.fail()) this.#failure = errorPayload(error, this.#rules)
    else if (own) this.late = { error }
    return true
  }

  /** Nobody hears from a request that broke: the process ends of that. */
  protected arrived(then: () => void): void {
    this.outgoing.arrival.then(then).catch(() => {})
  }

  protected ignore(value: unknown): void {
    if (value !== undefined) this.host.warn(RETURN_IGNORED)
  }
}

/** nodejs24.x. Its name is in stack traces, as `Runtime` is on nodejs22.x (LAB). */
class StreamingInvokeProcessor extends StreamingCourse {
  constructor(handler: Handler, answer: (answer: Answer) => void, host: StreamHost) {
    super('nodejs24.x', handler, answer, host)
  }

  processInvoke(event: unknown, context: LambdaContext): StreamingRunning {
    let result: unknown
    try {
      result = this.handler(event, createStreamFacade(this.outgoing, 'nodejs24.x'), context)
      if (isThenable(result) && typeof result === 'object') void this.#wait(result)
      else this.#fail(new Error(NOT_ASYNC), false)
    } catch (error) {
      this.#fail(error, true)
    }
    return { result, loopEmptied: () => this.#loopEmptied() }
  }

  async #wait(result: unknown): Promise<void> {
    try {
      this.ignore(await result)
    } catch (error) {
      return this.#fail(error, true)
    }
    try {
      await this.outgoing.arrival
      this.give(this.streamed)
    } catch (error) {
      // The process ends of it, unless the function listens for unhandled rejections itself (ERR-10).
      this.give({ kind: 'error', error })
    }
  }

  /** One turn later: what is written until then still goes out (LAB). */
  #fail(error: unknown, own: boolean): void {
    this.host.afterTurn(() => {
      if (this.over || !this.failWith(error, own)) return
      if (this.outgoing.destroyed) this.give(this.streamed)
      else this.arrived(() => this.give(this.streamed))
    })
  }

  /** The connection keeps the loop alive until the response has arrived; a handler that then waits in vain is HND-14. */
  #loopEmptied(): LoopEmptied | undefined {
    return this.take({ kind: 'exit', code: 0 })
  }
}

/** nodejs22.x. */
class Runtime extends StreamingCourse {
  #waitsForEmptyLoop = false

  constructor(handler: Handler, answer: (answer: Answer) => void, host: StreamHost) {
    super('nodejs22.x', handler, answer, host)
  }

  handleOnce(event: unknown, context: LambdaContext): StreamingRunning {
    const next = (): void => {
      if (context.callbackWaitsForEmptyEventLoop) this.#waitsForEmptyLoop = true
      else this.give(this.streamed)
    }
    const fail = (error: unknown, own: boolean): void => {
      if (this.failWith(error, own)) this.arrived(next)
    }
    let result: unknown
    try {
      result = this.handler(event, createStreamFacade(this.outgoing, 'nodejs22.x'), context)
      if (isThenable(result)) void this.#wait(result, next, fail)
      // A text, not an error: its type is `string` (LAB).
      else fail(NOT_ASYNC, false)
    } catch (error) {
      fail(error, true)
    }
    return { result, loopEmptied: () => this.#loopEmptied() }
  }

  async #wait(result: unknown, next: () => void, fail: (error: unknown, own: boolean) => void): Promise<void> {
    try {
      this.ignore(await result)
      await this.outgoing.arrival
    } catch (error) {
      return fail(error, true)
    }
    next()
  }

  /** A handler that waits in vain once its response has arrived is not waited for (LAB). */
  #loopEmptied(): LoopEmptied | undefined {
    return this.#waitsForEmptyLoop || this.outgoing.arrived ? this.take(this.streamed) : undefined
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return Boolean(value) && typeof (value as PromiseLike<unknown>).then === 'function'
}
