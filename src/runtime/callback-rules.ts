// The callback interface of nodejs22.x: which of callback, succeed, fail, done and returned promise answers, and when.

import type { Answer, LoopEmptied } from './answer.js'
import type { LambdaContext } from './context.js'
import { toError } from './error-log.js'
import { responsePayload } from './response-payload.js'
import { RuntimeFault } from './runtime-fault.js'

export type Callback = (...args: unknown[]) => void

/** What a handler left the invocation waiting for, once the event loop has nothing to do. */
type Waiting =
  { readonly for: 'call' } | { readonly for: 'empty loop'; readonly value: unknown } | { readonly for: 'nothing' }

const CALL: Waiting = { for: 'call' }
const NOTHING: Waiting = { for: 'nothing' }

/** The answering half of one invocation. The first call of any of the four decides; later ones do nothing (CB-5). */
export class CallbackRules {
  readonly #context: LambdaContext
  readonly #answer: (answer: Answer) => void
  #waiting = CALL
  #finished = false
  #answered = false

  constructor(context: LambdaContext, answer: (answer: Answer) => void) {
    this.#context = context
    this.#answer = answer
    context.succeed = (...args) => this.#once(this.#done, null, args[0])
    context.fail = (...args) => this.#once(this.#done, args[0] ?? 'handled', undefined)
    context.done = (...args) => this.#once(this.#done, args[0], args[1])
  }

  /** The handler's third argument (CB-1, CB-2, CB-3). */
  readonly callback: Callback = (...args) => this.#once(this.#callBack, args[0], args[1])

  /** The client itself failed over something: the process ends of it. */
  crash(error: unknown): void {
    this.#give({ kind: 'crash', error })
  }

  /** What becomes of the invocation now that nothing can call back any more; `undefined`: it has its answer. */
  loopEmptied(isAsync: () => boolean): LoopEmptied | undefined {
    if (this.#answered) return undefined
    this.#answered = true
    switch (this.#waiting.for) {
      case 'call':
        return isAsync() ? { kind: 'error', error: neverSettled() } : { kind: 'response', value: null }
      case 'empty loop':
        return heldAnswer(this.#waiting.value)
      case 'nothing':
        return { kind: 'exit', code: 0 }
    }
  }

  /** Finished only after the call succeeded: one that threw leaves the way open for the next, as in AWS's client. */
  #once(call: (error: unknown, value: unknown) => void, error: unknown, value: unknown): void {
    if (this.#finished) return
    call.call(this, error, value)
    this.#finished = true
  }

  #callBack(error: unknown, value: unknown): void {
    this.#waiting = NOTHING
    if (error !== undefined && error !== null) this.#fail(error)
    // Read now: what the function sets after its call has no effect (CB-2).
    else if (this.#context.callbackWaitsForEmptyEventLoop) this.#waiting = { for: 'empty loop', value }
    else this.#give({ kind: 'response', value })
  }

  /** `succeed`, `fail` and `done` never wait for the event loop (CB-4). */
  #done(error: unknown, value: unknown): void {
    this.#waiting = NOTHING
    if (error !== undefined && error !== null) this.#fail(error)
    else this.#give({ kind: 'response', value })
  }

  #fail(error: unknown): void {
    // The client logs first, and the log is where a symbol or an object without prototype throws into the caller (LAB).
    const logged = toError(error, 'nodejs22.x')
    if (logged === error) return this.#give({ kind: 'error', error })
    // What it makes an error of has the frames of the call.
    Error.captureStackTrace(logged)
    this.#give({ kind: 'error', error, logged })
  }

  #give(answer: Answer): void {
    if (this.#answered) return
    this.#answered = true
    this.#answer(answer)
  }
}

/** The client serialises a held answer outside of any try: one that JSON refuses ends the process (CB-8). */
function heldAnswer(value: unknown): Answer {
  const text = responsePayload(value, 'nodejs22.x')
  return typeof text === 'string' ? { kind: 'response', value } : { kind: 'crash', error: text }
}

/** HND-12. */
function neverSettled(): RuntimeFault {
  return new RuntimeFault(
    'Runtime.NodeJsExit',
    'The Lambda runtime client detected an unexpected Node.js exit code. ' +
      'This is most commonly caused by a Promise that was never settled. ' +
      'For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
    'nodejs22.x',
  )
}
