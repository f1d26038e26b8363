// The error of an invocation that was stopped because its test, or its lambda, ended.

import { StoppedError } from '../../sandbox/in-process/stopped.js'
import type { Scope } from './scope.js'

/** The lambda was disposed while this invocation was in flight, or before it was asked for. */
export class LambdaDisposedError extends Error {
  override readonly name = 'LambdaDisposedError'

  /** `reason`: why the invocation was stopped, if it was in flight. */
  constructor(functionName: string, scope: Pick<Scope, 'name' | 'over'>, reason?: unknown) {
    const stopped = reason instanceof StoppedError
    super(`'${functionName}' was disposed${stopped ? stoppedText(reason, scope) : goneText(scope)}`)
    // The end of a test has no place in the user's code: frames of this package would be shown as one.
    if (stopped) this.stack = `${this.name}: ${this.message}`
  }
}

function stoppedText({ waitingFor }: StoppedError, { name }: Pick<Scope, 'name'>): string {
  return ` while an invocation was in flight, which was waiting for ${waitingFor.join(', ')}. Await every invoke() within ${name}.`
}

function goneText({ name, over }: Pick<Scope, 'name' | 'over'>): string {
  if (!over) return ` by hand, with await using or [Symbol.asyncDispose](): its environments are gone. Make a new one.`
  return (
    `: its environments ended with ${name}. Invoke it before that, or make it where it outlives the test: at the top ` +
    `of the file or in a describe, with { lifetime: 'suite' } if its environments shall stay.`
  )
}
