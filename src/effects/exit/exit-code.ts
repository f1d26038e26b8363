// `process.exitCode` of environments: Node.js lets nobody replace that property, so its value is exchanged.

import { process } from '../host-process.js'

/** What the exchange needs of an environment. */
export interface ExitCodeOwner {
  exitCode: number | undefined
}

/**
 * One per worker. While code of an environment may run, `process.exitCode` holds that environment's value; when no
 * environment is left it holds the test's again, so a function never decides how the test run ends. Of two environments
 * at work together the one that leaves first may take the other's value: nothing tells who assigned it.
 */
export class ExitCodes {
  readonly #entered = new Set<ExitCodeOwner>()
  #outside: typeof process.exitCode

  enter(owner: ExitCodeOwner): void {
    if (this.#entered.size === 0) this.#outside = process.exitCode
    this.#entered.add(owner)
    if (owner.exitCode !== undefined) process.exitCode = owner.exitCode
  }

  leave(owner: ExitCodeOwner): void {
    if (!this.#entered.delete(owner)) return
    if (process.exitCode !== this.#outside) owner.exitCode = toNumber(process.exitCode)
    process.exitCode = this.#outside
  }
}

function toNumber(code: typeof process.exitCode): number | undefined {
  return code === undefined || code === null ? undefined : Number(code)
}
