// All of `process.env` inside an execution environment: Lambda's own variables, and the function's.

import type { InitializationType } from '../record/record.js'
import type { FunctionConfig } from './function-config.js'
import { CREDENTIAL_VARIABLES, RESERVED_VARIABLES } from './reserved-variables.js'
import { resolveRuntime } from './runtimes.js'
import { isVariableName } from './variables-rule.js'

/** What the variables say about the environment they belong to. */
export interface EnvironmentIdentity {
  /** `$LATEST`, or a number as text. */
  readonly version: string
  readonly logStreamName: string
  readonly logGroupName: string
  readonly initializationType: InitializationType
  /** The test's own `process.env`: nothing of it crosses unless `inheritEnv` names it. */
  readonly host: Readonly<Record<string, string | undefined>>
}

type Variables = Record<string, string>

// An address that is loopback in every execution environment of Lambda and nowhere else (ENV-4).
const LAMBDA_HOST = '169.254.100.1'

/**
 * The variables a runtime process starts with. What Lambda reserves wins over everything; what it merely sets first
 * (PATH, TZ, …) gives way to the host's, and both to the function's own (ENV-6, ENV-7).
 */
export function lambdaVariables(config: FunctionConfig, environment: EnvironmentIdentity): Variables {
  return {
    ...unreserved(config),
    ...inherited(config, environment.host),
    ...config.environment,
    ...credentials(config, environment.host),
    ...reserved(config, environment),
    ...logging(config),
  }
}

// ENV-4, ENV-5, ENV-6: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
function unreserved(config: FunctionConfig): Variables {
  const { major } = resolveRuntime(config.runtime)
  return {
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
    NODE_PATH: `/opt/nodejs/node${major}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task`,
    PWD: '/var/task',
    SHLVL: '0',
    TZ: ':UTC',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: `${LAMBDA_HOST}:2000`,
    _AWS_XRAY_DAEMON_ADDRESS: LAMBDA_HOST,
    _AWS_XRAY_DAEMON_PORT: '2000',
  }
}

function inherited(config: FunctionConfig, host: EnvironmentIdentity['host']): Variables {
  // A shell's own (`_`), npm's and Windows' (`=C:`) are no names that a function can be given.
  const names = config.inheritEnv === true ? Object.keys(host).filter(isVariableName) : config.inheritEnv
  return pick(
    host,
    names.filter((name) => !RESERVED_VARIABLES.has(name)),
  )
}

// All of the host's or none: a made-up session token beside a real key would make AWS refuse the key.
function credentials({ inheritEnv }: FunctionConfig, host: EnvironmentIdentity['host']): Variables {
  const named = inheritEnv === true ? [] : CREDENTIAL_VARIABLES.filter((name) => inheritEnv.includes(name))
  const real = pick(host, named)
  if (Object.keys(real).length > 0) return real
  return {
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_SESSION_TOKEN: 'vitest-lambda-session-token',
  }
}

// ENV-2, ENV-4. `_X_AMZN_TRACE_ID` is set by the runtime for each invocation (CTX-13).
function reserved(config: FunctionConfig, environment: EnvironmentIdentity): Variables {
  return {
    _HANDLER: config.handlerString,
    AWS_REGION: config.region,
    AWS_DEFAULT_REGION: config.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: config.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memorySize), // CTX-3
    AWS_LAMBDA_FUNCTION_VERSION: environment.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: environment.initializationType, // INIT-12
    AWS_LAMBDA_LOG_GROUP_NAME: environment.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: environment.logStreamName,
    AWS_LAMBDA_RUNTIME_API: `${LAMBDA_HOST}:9001`,
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    ...(config.perEnvironment !== undefined && { AWS_LAMBDA_MAX_CONCURRENCY: String(config.perEnvironment) }), // LMI-3
  }
}

// LOG-18, LOG-20: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
function logging({ loggingConfig }: FunctionConfig): Variables {
  if (loggingConfig.logFormat === 'Text') return {}
  const level = loggingConfig.applicationLogLevel
  return { AWS_LAMBDA_LOG_FORMAT: 'JSON', ...(level === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: level }) }
}

function pick(host: EnvironmentIdentity['host'], names: readonly string[]): Variables {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = host[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
