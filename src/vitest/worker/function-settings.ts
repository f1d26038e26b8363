// What belongs to a function, and not to a version of it: no request that changes code or configuration changes that (CP-4).

import type { FunctionConfig, LambdaConfig } from '../../function/config.js'
import type { LambdaUpdate } from './lambda.js'

/**
 * By the names that users write. A dead-letter queue is configuration, though it is read as one of the destinations. Sources:
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html,
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html and
 * https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html
 */
const OF_THE_FUNCTION = {
  reservedConcurrentExecutions: 'reservedConcurrentExecutions',
  maximumRetryAttempts: 'maximumRetryAttempts',
  maximumEventAgeMs: 'maximumEventAgeInSeconds',
  destinations: 'destinationConfig',
  tags: 'tags',
} as const satisfies { readonly [Key in keyof FunctionConfig]?: keyof LambdaConfig }

const GIVEN_NAMES: ReadonlySet<string> = new Set(Object.values(OF_THE_FUNCTION))

/** Whether an update with `change` leaves code and configuration alone: environments stay as they are (LIF-7). */
export function changesNoVersion(change: LambdaUpdate): boolean {
  const names = Object.keys(change)
  return names.length > 0 && names.every((name) => GIVEN_NAMES.has(name))
}

/** What a version has of its own. */
export function ownOf({ destinations, ...config }: FunctionConfig): unknown {
  const own = Object.entries(config).filter(([key]) => !Object.hasOwn(OF_THE_FUNCTION, key))
  return [destinations.deadLetter, Object.fromEntries(own)]
}
