// A function's configuration as the rest of the code uses it: checked, complete, plain data.

import type { LogLevel, RuntimeRules } from '../sandbox/port.js'
import type { NodeRuntime } from './runtimes.js'

/** Every key of `LambdaConfig` that is built, with its default filled in. Units are in the names or AWS's. */
export interface FunctionConfig {
  readonly functionName: string
  /** Path of the export to call: `api.v1.get`. */
  readonly handler: string
  /** The handler string as Lambda would show it: `index.api.v1.get`, or the one `withLambda()` was given (ENV-4). */
  readonly handlerString: string
  readonly runtime: NodeRuntime
  readonly rules: RuntimeRules
  readonly timeoutMs: number
  /** MB. */
  readonly memorySize: number
  readonly environment: Readonly<Record<string, string>>
  /** MB of `/tmp`. */
  readonly ephemeralStorage: number
  readonly loggingConfig: {
    readonly logFormat: 'Text' | 'JSON'
    /** `undefined` with Text: every line is written (LOG-20). */
    readonly applicationLogLevel: LogLevel | undefined
    /** Without effect with Text (LOG-11). */
    readonly systemLogLevel: 'DEBUG' | 'INFO' | 'WARN'
    readonly logGroup: string
  }
  readonly description: string
  readonly role: string | undefined
  readonly kmsKeyArn: string | undefined
  readonly tags: Readonly<Record<string, string>>
  readonly layers: readonly string[]
  readonly architectures: readonly ('x86_64' | 'arm64')[]
  /** Invocations that one environment takes at once, on Lambda Managed Instances; `undefined`: one, on demand. */
  readonly perEnvironment: number | undefined
  /** `undefined`: as many as come. */
  readonly reservedConcurrentExecutions: number | undefined
  readonly maximumRetryAttempts: number
  readonly maximumEventAgeMs: number
  /** ARNs: where asynchronous events go when they have ended. */
  readonly destinations: {
    readonly onSuccess: string | undefined
    readonly onFailure: string | undefined
    readonly deadLetter: string | undefined
  }
  /** Each tenant has environments of its own. */
  readonly isolatesTenants: boolean
  readonly isolation: 'in-process' | 'thread'
  readonly clock: 'fake' | 'real'
  readonly lifetime: 'test' | 'suite'
  readonly leaks: 'on' | 'trace' | 'off'
  readonly freshModules: readonly (string | RegExp)[]
  readonly inheritEnv: true | readonly string[]
  readonly network: 'loopback' | 'open'
  readonly console: 'echo' | 'silent'
  readonly unobserved: 'error' | 'warn' | 'off'
  readonly maximumIdleMs: number
  /** As it was written: from the project's root. */
  readonly setup: string | undefined
  /** Absolute, unless the project's root that it was made from is not. */
  readonly taskRoot: string
  readonly region: string
  readonly accountId: string
  readonly seed: number | undefined
}
