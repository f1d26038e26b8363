// The error of what was stopped because its test, or its lambda, ended, and of what was asked for after that.

import type { FunctionConfig } from '../../function/config.js'
import { elapsed } from '../../record/elapsed.js'
import { StoppedError } from '../../sandbox/stopped.js'
import type { Flight } from './flight.js'
import { endOf } from './queued-events.js'
import type { Scope } from './scope.js'

type Disposed = Pick<FunctionConfig, 'functionName' | 'timeoutMs'>
type Home = Pick<Scope, 'name' | 'over' | 'timedOutAfterMs'>

/** What was in flight. */
interface CutShort {
  readonly words: Pick<Flight['words'], 'what' | 'wait'> | undefined
  /** Why it was stopped. */
  readonly reason: unknown
  /** The lines that lead to it. */
  readonly lines: readonly string[]
}

/** The lambda was disposed while this was in flight, or before it was asked for. */
export class LambdaDisposedError extends Error {
  override readonly name = 'LambdaDisposedError'

  constructor(config: Disposed, scope: Home, cut?: CutShort) {
    super(cut ? cutText(cut, config, scope) : `'${config.functionName}' was disposed${goneText(scope)}`)
    // The end of a test has no place in the user's code: frames of this package would be shown as one.
    if (cut) this.stack = [`${this.name}: ${this.message}`, ...cut.lines].join('\n')
  }
}

function cutText({ words, reason }: CutShort, { functionName, timeoutMs }: Disposed, scope: Home): string {
  const { what, wait } = words ?? { what: `a call of '${functionName}'`, wait: 'await it' }
  const waitingFor = reason instanceof StoppedError ? reason.waitingFor : []
  const waited = waitingFor.length > 0 ? ` It was waiting for ${waitingFor.join(', ')}.` : ''
  const advice =
    scope.timedOutAfterMs === undefined
      ? `Nothing had awaited it to its end by then: ${wait}.`
      : timeoutAdvice(scope.name, scope.timedOutAfterMs, timeoutMs)
  return `${what} was still under way when ${endOf(scope)}.${waited}\n\n${advice}`
}

/** Which of the two timeouts is too short is the reader's to know: both are named. */
function timeoutAdvice(name: string, testMs: number, functionMs: number): string {
  const both = `${name} has a timeout of ${elapsed(testMs)}, the function one of ${elapsed(functionMs)}`
  if (functionMs < testMs) return `Both count: ${both}, for each invocation.`
  return (
    `The test gave up first: ${both}. Give the function a shorter one, withLambda(…, { timeout }), or the test a longer ` +
    `one, test(…, { timeout }, …), or mock what the function waits for.`
  )
}

function goneText({ name, over }: Home): string {
  if (!over) return ` by hand, with await using or [Symbol.asyncDispose](): its environments are gone. Make a new one.`
  return `: its environments ended with ${name}. Invoke it before that, ${LATEST_OR_FURTHER_OUT}`
}

/** What helps where something comes too late. */
export const LATEST_OR_FURTHER_OUT: string =
  `in a hook at the latest, or declare the lambda further out, in a describe or at the top of the file. Where its ` +
  `environments shall stay, as in a fixture of scope 'file', it needs { lifetime: 'suite' }.`
