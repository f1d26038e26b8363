// The error of an invocation that was stopped because its test, or its lambda, ended.

import { StoppedError } from '../../sandbox/in-process/stopped.js'
import type { Scope } from './scope.js'

/** The lambda was disposed while this invocation was in flight, or before it was asked for. */
export class LambdaDisposedError extends Error {
  override readonly name = 'LambdaDisposedError'

  constructor(functionName: string, scope: Pick<Scope, 'name' | 'over'>, cause?: unknown) {
    const text = cause instanceof StoppedError ? stoppedText(cause, scope) : goneText(scope)
    super(`'${functionName}' was disposed${text}`, cause === undefined ? undefined : { cause })
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
