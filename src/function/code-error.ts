// The error for something that was given as a function's code and cannot be run, or not be told apart.

/** Thrown by `withLambda()`, `loader()` and `handler()`; the message says what was received and what to write. */
export class LambdaCodeError extends TypeError {
  override readonly name = 'LambdaCodeError'
}
