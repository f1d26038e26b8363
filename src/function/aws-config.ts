// The configuration keys that a function has in AWS: CloudFormation's names with a lower-case first letter, AWS's units.

import type { LogLevel } from '../sandbox/port.js'
import type { NodeRuntime } from './runtimes.js'

/** Variables by name. Values are text, as in AWS: write `'8080'`, not `8080`. */
export type Variables = Readonly<Record<string, string>>

/**
 * A function's configuration as AWS has it. All optional.
 * Source, unless another is named: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export interface AwsConfig<P extends string = string> {
  /** 1 to 64 letters, digits, `-` or `_` (LIM-4). Default: made from what `withLambda()` was given. */
  readonly functionName?: string
  /** Path of the export to call: `'handler'`, or nested, `'api.v1.get'`; 1 to 128 characters (RES-1). Default `'handler'`. */
  readonly handler?: P
  /** Any Node.js runtime AWS has had (LIM-9). Default `'nodejs24.x'`. A deprecated one warns and runs as nodejs22.x. */
  readonly runtime?: NodeRuntime
  /** Seconds an invocation may take, a whole number from 1 to 900 (LIM-2). Default 3. */
  readonly timeout?: number
  /** MB of memory, a whole number from 128 to 10,240 (LIM-2). Default 128. */
  readonly memorySize?: number
  /**
   * Environment variables, bare or in AWS's wrapper. Names have at least two letters, digits or `_` and begin with a
   * letter; names that Lambda sets itself are refused; all of it together has at most 4 KB as JSON (ENV-1, ENV-2).
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   */
  readonly environment?: Variables | { readonly Variables: Variables } | { readonly variables: Variables }
  /** MB of `/tmp`, bare or in AWS's wrapper, a whole number from 512 to 10,240 (FS-1). Default 512. */
  readonly ephemeralStorage?: number | { readonly Size: number } | { readonly size: number }
  /** At most 256 characters (LIM-3). Kept, without effect. */
  readonly description?: string
  /** ARN of the execution role (LIM-7). Kept, without effect: nothing is checked against IAM. */
  readonly role?: string
  /** ARN of the key that encrypts the variables. Kept, without effect. */
  readonly kmsKeyArn?: string
  /** At most 50 tags (LIM-6). Kept, without effect. */
  readonly tags?: Readonly<Record<string, string>>
  /** ARNs of at most 5 layer versions (LIM-3). Kept, without effect: their files are not there. */
  readonly layers?: readonly string[]
  /** One architecture. Default `['x86_64']`. Kept, without effect: code runs on this machine's own. */
  readonly architectures?: readonly ('x86_64' | 'arm64')[]
  /** How logs are written. https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html */
  readonly loggingConfig?: LoggingConfig
  /** Invocations that may run at once, over all versions; 0 stops the function (CON-2). Default: as many as come. */
  readonly reservedConcurrentExecutions?: number
  /** Retries of a failed asynchronous event, 0 to 2 (ASY-2). Default 2. */
  readonly maximumRetryAttempts?: number
  /** Seconds an asynchronous event may wait, 60 to 21,600 (ASY-4). Default 21,600. */
  readonly maximumEventAgeInSeconds?: number
  /** ARN of a standard queue or topic for asynchronous events that failed for good (ASY-8). */
  readonly deadLetterConfig?: { readonly targetArn: string }
  /** Where records of asynchronous invocations go (ASY-6). */
  readonly destinationConfig?: { readonly onSuccess?: Destination; readonly onFailure?: Destination }
  /** X-Ray. Default `{ mode: 'PassThrough' }`, the only mode that is built. */
  readonly tracingConfig?: { readonly mode: 'PassThrough' | 'Active' }
  /** Environments of its own for every tenant; each invocation then names its `tenantId` (TEN-1). */
  readonly tenancyConfig?: { readonly tenantIsolationMode: 'PER_TENANT' }
}

/** Logging as AWS configures it. Level filters need `logFormat: 'JSON'` (LOG-20). */
export interface LoggingConfig {
  /** Default `'Text'`. */
  readonly logFormat?: 'Text' | 'JSON'
  /** Least level of the function's own lines that is kept. Default `'INFO'` with JSON, everything with Text. */
  readonly applicationLogLevel?: LogLevel
  /** Least level of Lambda's own lines that is kept (LOG-11). Default `'INFO'` with JSON. */
  readonly systemLogLevel?: 'DEBUG' | 'INFO' | 'WARN'
  /** Name of the log group, 1 to 512 characters (CTX-8). Default `/aws/lambda/<functionName>`. */
  readonly logGroup?: string
}

/** Target of the records of asynchronous invocations. */
export interface Destination {
  /** ARN of a queue, topic, bucket, function or event bus; at most 350 characters. */
  readonly destination: string
}
