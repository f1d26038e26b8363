// What the compiler says about the configuration: which keys there are, what they take, and what it refuses.

import { expectTypeOf } from 'vitest'
import { type Duration, type Lambda, type LambdaConfig, type LambdaUpdate, withLambda } from 'vitest-lambda'
import { lambda } from 'vitest-lambda/plugin'

// AWS's keys with a lower-case first letter, and ours; all of them may be left out.
expectTypeOf<keyof LambdaConfig>().toEqualTypeOf<AwsKey | OurKey>()
type AwsKey =
  | 'functionName'
  | 'handler'
  | 'runtime'
  | 'timeout'
  | 'memorySize'
  | 'environment'
  | 'ephemeralStorage'
  | 'description'
  | 'role'
  | 'kmsKeyArn'
  | 'tags'
  | 'layers'
  | 'architectures'
  | 'reservedConcurrentExecutions'
  | 'maximumRetryAttempts'
  | 'maximumEventAgeInSeconds'
  | 'deadLetterConfig'
  | 'destinationConfig'
  | 'loggingConfig'
  | 'tracingConfig'
  | 'tenancyConfig'
type OurKey =
  | 'isolation'
  | 'clock'
  | 'lifetime'
  | 'leaks'
  | 'freshModules'
  | 'inheritEnv'
  | 'network'
  | 'console'
  | 'unobserved'
  | 'maximumIdle'
  | 'concurrency'
  | 'setup'
  | 'taskRoot'
  | 'region'
  | 'accountId'
  | 'seed'
expectTypeOf<Record<never, never>>().toExtend<LambdaConfig>()

const code = async (event: { id: string }): Promise<string> => event.id
const everything: Required<LambdaConfig> = {
  functionName: 'orders',
  handler: 'api.v1.get',
  runtime: 'nodejs24.x',
  timeout: 3,
  memorySize: 128,
  environment: { TABLE: 'orders' },
  ephemeralStorage: 512,
  description: 'takes orders',
  role: 'arn:aws:iam::123456789012:role/orders',
  kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/a',
  tags: { team: 'shop' },
  layers: ['arn:aws:lambda:us-east-1:123456789012:layer:a:1'],
  architectures: ['arm64'],
  reservedConcurrentExecutions: 1,
  maximumRetryAttempts: 2,
  maximumEventAgeInSeconds: 60,
  deadLetterConfig: { targetArn: 'arn:aws:sqs:us-east-1:123456789012:dead' },
  destinationConfig: { onFailure: { destination: 'arn:aws:sqs:us-east-1:123456789012:failed' } },
  loggingConfig: { logFormat: 'JSON', applicationLogLevel: 'DEBUG', systemLogLevel: 'WARN', logGroup: '/aws/lambda/a' },
  tracingConfig: { mode: 'PassThrough' },
  tenancyConfig: { tenantIsolationMode: 'PER_TENANT' },
  isolation: 'in-process',
  clock: 'real',
  lifetime: 'suite',
  leaks: 'off',
  freshModules: ['@acme/*', /cache$/],
  inheritEnv: ['HOME'],
  network: 'open',
  console: 'silent',
  unobserved: 'warn',
  maximumIdle: '15m',
  concurrency: { perEnvironment: 1 },
  setup: './setup.js',
  taskRoot: '.',
  region: 'eu-central-1',
  accountId: '123456789012',
  seed: 1,
}
withLambda(code, everything)
withLambda(code, {})
withLambda(code, undefined)
withLambda(code)

// AWS's own wrappers are taken, too, as it spells them and with a lower-case first letter.
withLambda(code, { environment: { Variables: { TABLE: 'orders' } }, ephemeralStorage: { Size: 1024 } })
withLambda(code, { environment: { variables: { TABLE: 'orders' } }, ephemeralStorage: { size: 1024 } })
withLambda(code, { runtime: 'nodejs8.10', inheritEnv: true, maximumIdle: 60_000 })
declare const runtimes: readonly ('nodejs22.x' | 'nodejs24.x')[]
for (const runtime of runtimes) withLambda(code, { runtime })

// A misspelt key is refused, at any depth, and the compiler names the nearest one.
// @ts-expect-error Did you mean to write 'timeout'?
withLambda(code, { timeot: 3 })
// @ts-expect-error Did you mean to write 'memorySize'?
withLambda(code, { timeout: 3, memorysize: 128 })
// @ts-expect-error Did you mean to write 'functionName'?
withLambda(() => import('./functions/orders.js'), { FunctionName: 'orders' })
// @ts-expect-error Did you mean to write 'logFormat'?
withLambda(code, { loggingConfig: { logformat: 'JSON' } })
// @ts-expect-error Did you mean to write 'targetArn'?
withLambda(code, { deadLetterConfig: { targetARN: 'arn:aws:sqs:us-east-1:123456789012:dead' } })
// @ts-expect-error Did you mean to write 'timeout'?
withLambda('src/orders.handler', { timeOut: 3 })
const misspelt = { timeot: 3 }
// @ts-expect-error no key in common
withLambda(code, misspelt)

// So is a value of another kind.
// @ts-expect-error seconds are a number
withLambda(code, { timeout: '3s' })
// @ts-expect-error MB are a number
withLambda(code, { memorySize: '128' })
// @ts-expect-error values of variables are text
withLambda(code, { environment: { PORT: 8080 } })
// @ts-expect-error no such runtime: Did you mean '"nodejs22.x"'?
withLambda(code, { runtime: 'nodejs22' })
// @ts-expect-error another language
withLambda(code, { runtime: 'python3.13' })
// @ts-expect-error no such clock
withLambda(code, { clock: 'fast' })
// @ts-expect-error levels are written as AWS writes them
withLambda(code, { loggingConfig: { logFormat: 'JSON', applicationLogLevel: 'debug' } })
// @ts-expect-error all variables, or their names
withLambda(code, { inheritEnv: false })
// @ts-expect-error 012345678901 would not be the same number
withLambda(code, { accountId: 123456789012 })
// @ts-expect-error no such unit
withLambda(code, { maximumIdle: '15min' })
// @ts-expect-error a path is text
withLambda(code, { handler: 1 })

// Durations are milliseconds, or a number with a unit.
expectTypeOf<'250ms' | '90s' | '15m' | '1h' | '0.5s' | 250>().toExtend<Duration>()
expectTypeOf<'1d'>().not.toExtend<Duration>()
expectTypeOf<'s'>().not.toExtend<Duration>()
expectTypeOf<string>().not.toExtend<Duration>()

// Config that is shared: said of a variable, or spread.
const shared: LambdaConfig = { timeout: 3 }
const checked = { timeout: 3, runtime: 'nodejs22.x' } satisfies LambdaConfig
expectTypeOf(withLambda(code, shared)).toEqualTypeOf<Lambda<{ id: string }, string>>()
expectTypeOf(withLambda(code, checked)).toEqualTypeOf<Lambda<{ id: string }, string>>()
expectTypeOf(withLambda(code, { ...shared, memorySize: 256 })).toEqualTypeOf<Lambda<{ id: string }, string>>()
// @ts-expect-error Did you mean to write 'timeout'?
const wrong: LambdaConfig = { timeot: 3 }

// An update takes other code, or the same keys.
declare const orders: Lambda<{ id: string }, string>
void orders.update({ timeout: 5, environment: { TABLE: 'other' } })
void orders.update({ code })
void orders.update({ code: () => import('./functions/charge.js'), handler: 'charge' })
void orders.update({ code: 'src/orders.handler' })
expectTypeOf<LambdaUpdate>().toExtend<LambdaConfig>()
// @ts-expect-error Did you mean to write 'timeout'?
void orders.update({ timeot: 3 })
// @ts-expect-error a promise is no code
void orders.update({ code: import('./functions/orders.js') })

// The plugin takes the same keys, as defaults, and the names of projects.
lambda({ runtime: 'nodejs22.x', region: 'eu-central-1', projects: ['unit'] })
lambda()
// @ts-expect-error Did you mean to write 'region'?
lambda({ regon: 'eu-central-1' })
export { wrong }
