// The public API of vitest-lambda.

export { withLambda } from './vitest/worker/with-lambda.js'
export { invoke } from './vitest/worker/invoke.js'
export { advance } from './vitest/worker/advance.js'
export { handler, loader } from './function/code.js'
export { events } from './events/events.js'
export { LambdaDisposedError } from './vitest/worker/disposed.js'
export { LambdaServiceException } from './invoke/exceptions.js'

export type { LambdaConfig } from './function/config.js'
export type { HandlerMark, LoaderMark } from './function/code.js'
export type { CheckedCode } from './function/checked-code.js'
export type { Duration } from './function/duration.js'
export type { InvokeOptions } from './invoke/options.js'
export type { InvocationRecord, LogEntry, Outcome, Phase, Report, TmpFile, TmpSnapshot } from './record/record.js'
export type { FunctionError, InvocationResult } from './record/result.js'
export type { EnvironmentView, Lambda, LambdaUpdate } from './vitest/worker/lambda.js'
export type { LambdaMatchers } from './vitest/worker/matcher-types.js'
