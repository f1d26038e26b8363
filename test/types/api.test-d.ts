// The public API: what each entry exports, by name and by type.

import { expectTypeOf } from 'vitest'
import {
  advance,
  type CompareOptions,
  type Duration,
  type EnvironmentView,
  type events,
  type FunctionError,
  handler,
  type InvocationRecord,
  type InvocationResult,
  type Lambda,
  type LambdaConfig,
  LambdaDisposedError,
  type LambdaMatchers,
  LambdaServiceException,
  type LambdaUpdate,
  loader,
  type LogEntry,
  type Outcome,
  type Phase,
  type Report,
  type TmpFile,
  type TmpSnapshot,
  type WarmReport,
} from 'vitest-lambda'
import type { events as eventsEntry } from 'vitest-lambda/events'
import type { matchers } from 'vitest-lambda/matchers'
import type { lambda } from 'vitest-lambda/plugin'

// The values of every entry, by name.
expectTypeOf<keyof typeof import('vitest-lambda')>().toEqualTypeOf<
  | 'withLambda'
  | 'invoke'
  | 'advance'
  | 'loader'
  | 'handler'
  | 'events'
  | 'sources'
  | 'LambdaCodeError'
  | 'LambdaConfigError'
  | 'LambdaDisposedError'
  | 'LambdaServiceException'
>()
expectTypeOf<keyof typeof import('vitest-lambda/events')>().toEqualTypeOf<'events'>()
expectTypeOf<keyof typeof import('vitest-lambda/matchers')>().toEqualTypeOf<'matchers'>()
expectTypeOf<keyof typeof import('vitest-lambda/plugin')>().toEqualTypeOf<'lambda'>()
expectTypeOf<keyof typeof import('vitest-lambda/setup')>().toBeNever()

expectTypeOf<typeof eventsEntry>().toEqualTypeOf<typeof events>()
expectTypeOf<keyof typeof events>().toEqualTypeOf<
  | 'alb'
  | 'alexa'
  | 'apiGateway'
  | 'appSync'
  | 'autoscaling'
  | 'batch'
  | 'cloudFormation'
  | 'cloudFront'
  | 'cloudWatchAlarm'
  | 'cloudWatchLogs'
  | 'codeBuild'
  | 'codeCommit'
  | 'codePipeline'
  | 'codePipelineState'
  | 'cognito'
  | 'config'
  | 'connect'
  | 'documentDb'
  | 'dynamodb'
  | 'eventBridge'
  | 'firehose'
  | 'functionUrl'
  | 'guardDuty'
  | 'iot'
  | 'kafka'
  | 'kinesis'
  | 'kinesisAnalytics'
  | 'kinesisWindow'
  | 'lex'
  | 'mq'
  | 's3'
  | 'sageMaker'
  | 'schedule'
  | 'scheduler'
  | 'secretsManager'
  | 'ses'
  | 'sns'
  | 'sqs'
  | 'stepFunctions'
  | 'transferFamily'
  | 'workMail'
>()
expectTypeOf<typeof lambda>().returns.toHaveProperty('configureVitest')
expectTypeOf<keyof typeof matchers>().toEqualTypeOf<
  | 'toReturn'
  | 'toReturnPayload'
  | 'toFailWith'
  | 'toTimeOut'
  | 'toBeColdStart'
  | 'toBeWarmStart'
  | 'toHaveLogged'
  | 'toHaveEmittedMetric'
  | 'toHaveTmpFile'
  | 'toRespondWith'
  | 'toReportBatchItemFailures'
  | 'toHaveBeenAttempted'
  | 'toReachDestination'
  | 'toLeak'
  | 'toResume'
  | 'toReuseConnections'
  | 'toOpenConnections'
  | 'toBehaveTheSameWarm'
>()

expectTypeOf<keyof LambdaMatchers>().toEqualTypeOf<Exclude<keyof typeof matchers, 'toReturn'>>()

// Marks and time.
const byId = async (event: { id: string }): Promise<string> => event.id
expectTypeOf(handler(byId).run).toEqualTypeOf<typeof byId>()
expectTypeOf(loader(() => byId).run).returns.toEqualTypeOf<typeof byId>()
expectTypeOf(advance).parameters.toEqualTypeOf<[duration: Duration]>()
expectTypeOf(advance).returns.toBeVoid()
// @ts-expect-error marks are for functions
handler('src/orders.handler')
// @ts-expect-error no such unit
advance('1 day')

// A lambda.
expectTypeOf<LambdaConfig>().toEqualTypeOf<LambdaConfig<string>>()
expectTypeOf<Lambda>().toEqualTypeOf<Lambda<unknown, unknown>>()
expectTypeOf<keyof Lambda>().toEqualTypeOf<
  | 'functionName'
  | 'invoke'
  | 'settled'
  | 'publishVersion'
  | 'createAlias'
  | 'updateAlias'
  | 'deleteAlias'
  | 'qualified'
  | 'idle'
  | 'recycle'
  | 'update'
  | 'compareWarm'
  | 'setup'
  | 'environments'
  | typeof Symbol.asyncDispose
>()
declare const orders: Lambda<{ id: string }, { total: number }>
expectTypeOf(orders.invoke).toBeCallableWith({ id: 'a' }, { logType: 'Tail' })
expectTypeOf(await orders.invoke({ id: 'a' })).toEqualTypeOf<InvocationResult<{ total: number }>>()
expectTypeOf(orders.idle).parameters.toEqualTypeOf<
  [duration: Duration, options?: { readonly connections?: 'kept' | 'closed' | 'reset' } | undefined]
>()
expectTypeOf(orders.idle).returns.toEqualTypeOf<Promise<void>>()
expectTypeOf(orders.recycle).parameters.toEqualTypeOf<[]>()
expectTypeOf(orders.update).parameters.toEqualTypeOf<[change: LambdaUpdate]>()
expectTypeOf(orders.compareWarm).parameters.toEqualTypeOf<
  [events: readonly { id: string }[], options?: CompareOptions | undefined]
>()
expectTypeOf(orders.compareWarm).returns.toEqualTypeOf<Promise<WarmReport>>()
// @ts-expect-error the events are the handler's
void orders.compareWarm([{ id: 1 }])
// @ts-expect-error a misspelt kind
void orders.compareWarm([], { compare: ['results'] })
expectTypeOf<WarmReport['differences'][number]['kind']>().toEqualTypeOf<'result' | 'logs' | 'calls'>()
expectTypeOf(orders.environments).toEqualTypeOf<Iterable<EnvironmentView>>()
expectTypeOf(orders).toExtend<AsyncDisposable>()
expectTypeOf<keyof EnvironmentView>().toEqualTypeOf<'id' | 'phase' | 'invocations' | 'tmp' | 'lost'>()
expectTypeOf<EnvironmentView['tmp']>().toEqualTypeOf<TmpSnapshot>()
// @ts-expect-error a lambda's environments are looked at, not replaced
orders.environments = []

// A result and its record.
expectTypeOf<InvocationResult>().toEqualTypeOf<InvocationResult<unknown>>()
expectTypeOf<InvocationResult<'a'>['payload']>().toEqualTypeOf<'a'>()
expectTypeOf<InvocationResult['error']>().toEqualTypeOf<FunctionError | undefined>()
expectTypeOf<FunctionError>().toEqualTypeOf<{
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}>()
expectTypeOf<InvocationResult['record']>().toEqualTypeOf<InvocationRecord>()
expectTypeOf<Outcome>().toEqualTypeOf<'response' | 'error' | 'timeout' | 'exit'>()
expectTypeOf<InvocationRecord['outcome']>().toEqualTypeOf<Outcome>()
expectTypeOf<InvocationRecord['logs']>().toEqualTypeOf<readonly LogEntry[]>()
expectTypeOf<InvocationRecord['report']>().toEqualTypeOf<Report>()
expectTypeOf<InvocationRecord['phases']>().toEqualTypeOf<readonly Phase[]>()
expectTypeOf<TmpSnapshot['files']>().toEqualTypeOf<Readonly<Record<string, TmpFile>>>()
declare const result: InvocationResult<{ total: number }>
// @ts-expect-error a result does not change
result.statusCode = 500
// @ts-expect-error a record does not change
result.record.coldStart = true

// Errors are recognised by class or by AWS's name.
const refused: unknown = null
if (refused instanceof LambdaServiceException) {
  expectTypeOf(refused).toExtend<Error>()
  expectTypeOf(refused.statusCode).toEqualTypeOf<number>()
  expectTypeOf<'ResourceNotFoundException' | 'RequestTooLargeException'>().toExtend<typeof refused.name>()
}
if (refused instanceof LambdaDisposedError) expectTypeOf(refused).toExtend<Error>()
expectTypeOf<LambdaDisposedError['name']>().toEqualTypeOf<'LambdaDisposedError'>()
