// The error of an invocation that was stopped because its test, or its lambda, ended.

import type { FunctionConfig } from '../../function/config.js'
import { elapsed } from '../../record/elapsed.js'
import { StoppedError } from '../../sandbox/stopped.js'
import type { Scope } from './scope.js'

type Disposed = Pick<FunctionConfig, 'functionName' | 'timeoutMs'>
type Home = Pick<Scope, 'name' | 'over' | 'timedOutAfterMs'>

/** The lambda was disposed while this invocation was in flight, or before it was asked for. */
export class LambdaDisposedError extends Error {
  override readonly name = 'LambdaDisposedError'

  /** `reason`: why the invocation was stopped, if it was in flight. */
  constructor(config: Disposed, scope: Home, reason?: unknown) {
    const stopped = reason instanceof StoppedError
    super(`'${config.functionName}' was disposed${stopped ? stoppedText(reason, config, scope) : goneText(scope)}`)
    // The end of a test has no place in the user's code: frames of this package would be shown as one.
    if (stopped) this.stack = `${this.name}: ${this.message}`
  }
}

function stoppedText({ waitingFor }: StoppedError, { timeoutMs }: Disposed, { name, timedOutAfterMs }: Home): string {
  const advice =
    timedOutAfterMs === undefined
      ? `Await every invoke() within ${name}.`
      : timeoutAdvice(name, timedOutAfterMs, timeoutMs)
  return ` while an invocation was in flight, which was waiting for ${waitingFor.join(', ')}. ${advice}`
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
  return (
    `: its environments ended with ${name}. Invoke it before that, or declare it further out, in a describe or at the top ` +
    `of the file, with { lifetime: 'suite' } if its environments shall stay.`
  )
}
