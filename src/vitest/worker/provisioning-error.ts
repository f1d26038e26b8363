// The error of provisioned concurrency that cannot be had: no invocation is there to report that Init failed.

import { initEnding } from '../../environment/ending.js'
import { aheadLimitMs } from '../../environment/init.js'
import type { FailedInit } from '../../environment/spec.js'
import type { FunctionError } from '../../record/result.js'
import { withoutRequestPrefix } from '../../record/stable-text.js'
import { errorOf, guided } from './guided.js'

/** Environments of one version that were to be initialised ahead. */
export interface Provisioning {
  readonly functionName: string
  readonly timeoutMs: number
  readonly version: string
  /** Those that provision it. */
  readonly aliases: readonly string[]
  /** How many environments they ask for. */
  readonly count: number
}

/**
 * Says what became of them, since AWS only does in the status of the configuration; its cause is what failed the first Init
 * (CON-4). `failed` are the Inits that did, one at least.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html (Status, StatusReason)
 */
export function provisioningError(failed: readonly [FailedInit, ...FailedInit[]], asked: Provisioning): Error {
  const { functionName, timeoutMs, version, aliases, count } = asked
  const { payload, waitingFor, guide } = initEnding(failed[0], 'none', aheadLimitMs(timeoutMs))
  const { errorType, errorMessage, trace = [] } = JSON.parse(payload) as FunctionError
  const cause = errorOf(errorType, withoutRequestPrefix(errorMessage), trace)
  const by = aliases.map((alias) => `alias '${alias}'`).join(' and ')
  const waiting = waitingFor ? `, waiting for ${waitingFor.join(', ')}` : ''
  const error = guided(
    'ProvisionedConcurrencyError',
    `Init failed in ${failed.length} of ${count} environments to be provisioned for version ${version} of ` +
      `'${functionName}' by ${by}: ${cause.name}: ${cause.message}${waiting}`,
    `${guide === undefined ? '' : `${guide}\n\n`}On AWS the status of the provisioned concurrency becomes FAILED, for the ` +
      'reason FUNCTION_ERROR_INIT_FAILURE, and invocations run on demand: each cold start reports its own Init. Mend what ' +
      'the code does before its handler is called, or what it is configured with; updateAlias() tries again.',
    trace,
  )
  error.cause = cause
  return error
}
