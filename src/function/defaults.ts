// What a configuration means where it says nothing. AWS's own numbers are in quotas.ts.

import type { FunctionConfig } from './function-config.js'
import type { NodeRuntime } from './runtimes.js'

/** The runtime that AWS's console offers first (LIM-9). */
export const DEFAULT_RUNTIME: NodeRuntime = 'nodejs24.x'

/** Package families that keep caches in module scope: these would survive a cold start and leak between tests. */
export const DEFAULT_FRESH_MODULES: readonly RegExp[] = [/^@aws-lambda-powertools\//, /^@middy\//]

type Defaulted =
  | 'handler'
  | 'architectures'
  | 'isolation'
  | 'clock'
  | 'lifetime'
  | 'leaks'
  | 'inheritEnv'
  | 'network'
  | 'console'
  | 'unobserved'
  | 'maximumIdleMs'
  | 'region'
  | 'accountId'

/** Defaults that need no other value to be known. */
export const DEFAULTS: Pick<FunctionConfig, Defaulted> = {
  handler: 'handler',
  architectures: ['x86_64'], // CP-1
  isolation: 'in-process',
  clock: 'fake',
  lifetime: 'test',
  leaks: 'on',
  inheritEnv: [],
  network: 'loopback',
  console: 'echo',
  unobserved: 'error',
  maximumIdleMs: 15 * 60_000, // LIF-5
  region: 'us-east-1',
  accountId: '123456789012',
}
