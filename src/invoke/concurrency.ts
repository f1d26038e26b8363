// How many invocations of a function run at once, over all of its versions, and when that is too many (CON-1..4).

import { LambdaServiceException } from './exceptions.js'

/** What the function may have. */
export interface ConcurrencyLimits {
  /** `reservedConcurrentExecutions`; none: as many as come. */
  readonly reserved: number | undefined
  /** Environments that are provisioned, over all versions: they are taken from what is reserved (CON-4). */
  readonly provisioned: number
}

/** Of one function. */
export class Concurrency {
  #onDemand = 0

  /**
   * An invocation begins; the function returned is to be called when it has ended. One that runs where concurrency was
   * provisioned has its place already. Throws `TooManyRequestsException` where there is none left.
   */
  enter({ reserved, provisioned }: ConcurrencyLimits, isProvisioned: boolean): () => void {
    if (isProvisioned) return NOTHING
    if (reserved !== undefined && this.#onDemand >= Math.max(0, reserved - provisioned)) throw throttled()
    this.#onDemand++
    return this.#leave
  }

  readonly #leave = (): void => {
    this.#onDemand--
  }
}

const NOTHING = (): void => {}

/** API-8. */
function throttled(): LambdaServiceException {
  const reason = 'ReservedFunctionConcurrentInvocationLimitExceeded'
  return new LambdaServiceException('TooManyRequestsException', 'Rate Exceeded.', { reason })
}
