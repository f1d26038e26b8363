// Environment variables that belong to Lambda: nobody can set them in a function's configuration.

/** Names that AWS refuses in `environment` (ENV-2). https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
  'AWS_LAMBDA_MAX_CONCURRENCY',
  'AWS_LAMBDA_METADATA_API',
  'AWS_LAMBDA_METADATA_TOKEN',
])

/** The reserved names that are credentials: a test may let the host's own in, by name (`inheritEnv`). */
export const CREDENTIAL_VARIABLES: readonly string[] = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
]

/** What sets a reserved variable instead, to say so in an error. */
const SET_BY: Readonly<Record<string, string>> = {
  AWS_REGION: 'region',
  AWS_DEFAULT_REGION: 'region',
  AWS_LAMBDA_FUNCTION_NAME: 'functionName',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: 'memorySize',
  AWS_EXECUTION_ENV: 'runtime',
  _HANDLER: 'handler',
  LAMBDA_TASK_ROOT: 'taskRoot',
  AWS_LAMBDA_LOG_GROUP_NAME: 'loggingConfig.logGroup',
  AWS_ACCESS_KEY_ID: 'inheritEnv',
  AWS_SECRET_ACCESS_KEY: 'inheritEnv',
  AWS_SESSION_TOKEN: 'inheritEnv',
}

/** The config keys that decide about these reserved variables, each once. */
export function keysThatSet(names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => (Object.hasOwn(SET_BY, name) ? [SET_BY[name] ?? ''] : [])))]
}
