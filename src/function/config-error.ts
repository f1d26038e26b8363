// The error that withLambda() throws for a configuration that cannot be used: all problems at once.

/** `problems` has one clause for each thing that is wrong, in the order of the config. */
export class LambdaConfigError extends TypeError {
  override readonly name = 'LambdaConfigError'
  readonly problems: readonly string[]

  /** `where` names the call and the function: `withLambda(): the config of 'orders'`. */
  constructor(where: string, problems: readonly string[]) {
    super(`${where} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}
