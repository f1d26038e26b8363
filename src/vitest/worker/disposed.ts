// The error of an invocation that was stopped because its test, or its lambda, ended.

import { StoppedError } from '../../sandbox/in-process/stopped.js'

/** The lambda was disposed while this invocation was in flight, or before it was asked for. */
export class LambdaDisposedError extends Error {
  override readonly name = 'LambdaDisposedError'

  constructor(functionName: string, scopeName: string, cause?: unknown) {
    super(
      cause instanceof StoppedError
        ? `'${functionName}' was disposed while an invocation was in flight, which was waiting for ${cause.waitingFor.join(', ')}. Await every invoke() within ${scopeName}.`
        : `'${functionName}' was disposed: its environments are gone with ${scopeName}. Invoke it within that test, or make it with { lifetime: 'suite' }.`,
      cause === undefined ? undefined : { cause },
    )
  }
}
