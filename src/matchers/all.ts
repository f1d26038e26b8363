// The matchers, by the names under which `expect` has them.

import { toBehaveTheSameWarm } from './to-behave-the-same-warm.js'
import { toBeColdStart } from './to-be-cold-start.js'
import { toBeWarmStart } from './to-be-warm-start.js'
import { toFailWith } from './to-fail-with.js'
import { toHaveBeenAttempted } from './to-have-been-attempted.js'
import { toHaveEmittedMetric } from './to-have-emitted-metric.js'
import { toHaveLogged } from './to-have-logged.js'
import { toHaveTmpFile } from './to-have-tmp-file.js'
import { toLeak } from './to-leak.js'
import { toOpenConnections } from './to-open-connections.js'
import { toReachDestination } from './to-reach-destination.js'
import { toReportBatchItemFailures } from './to-report-batch-item-failures.js'
import { toRespondWith } from './to-respond-with.js'
import { toResume } from './to-resume.js'
import type { PayloadMatcher } from './to-return.js'
import { createToReturn, toReturnPayload } from './to-return.js'
import { toReuseConnections } from './to-reuse-connections.js'
import { toTimeOut } from './to-time-out.js'

/** What the matchers need of Vitest beyond what it hands to each of them. */
export interface MatcherHost {
  /** `vi.isMockFunction`: `toReturn` is also Vitest's own matcher for spies. */
  readonly isMockFunction: (value: unknown) => boolean
  /** `vi.defineHelper`: with it the stack of a failing spy assertion begins at the test, as Vitest's own does. */
  readonly defineHelper?: (matcher: PayloadMatcher) => PayloadMatcher
}

/** What `expect.extend` takes. A type and no interface: only that is assignable to `extend`'s record of matchers. */
export type LambdaMatcherFunctions = {
  readonly toReturn: PayloadMatcher
  readonly toReturnPayload: PayloadMatcher
  readonly toFailWith: typeof toFailWith
  readonly toTimeOut: typeof toTimeOut
  readonly toBeColdStart: typeof toBeColdStart
  readonly toBeWarmStart: typeof toBeWarmStart
  readonly toHaveLogged: typeof toHaveLogged
  readonly toHaveEmittedMetric: typeof toHaveEmittedMetric
  readonly toHaveTmpFile: typeof toHaveTmpFile
  readonly toRespondWith: typeof toRespondWith
  readonly toReportBatchItemFailures: typeof toReportBatchItemFailures
  readonly toLeak: typeof toLeak
  readonly toResume: typeof toResume
  readonly toReuseConnections: typeof toReuseConnections
  readonly toOpenConnections: typeof toOpenConnections
  readonly toHaveBeenAttempted: typeof toHaveBeenAttempted
  readonly toReachDestination: typeof toReachDestination
  readonly toBehaveTheSameWarm: typeof toBehaveTheSameWarm
}

/**
 * All matchers, for `expect.extend`.
 *
 * @example
 * expect.extend(createMatchers({ isMockFunction: vi.isMockFunction, defineHelper: vi.defineHelper }))
 */
export function createMatchers(host: MatcherHost): LambdaMatcherFunctions {
  const toReturn = createToReturn(host.isMockFunction)
  return {
    toReturn: host.defineHelper?.(toReturn) ?? toReturn,
    toReturnPayload,
    toFailWith,
    toTimeOut,
    toBeColdStart,
    toBeWarmStart,
    toHaveLogged,
    toHaveEmittedMetric,
    toHaveTmpFile,
    toRespondWith,
    toReportBatchItemFailures,
    toLeak,
    toResume,
    toReuseConnections,
    toOpenConnections,
    toHaveBeenAttempted,
    toReachDestination,
    toBehaveTheSameWarm,
  }
}
