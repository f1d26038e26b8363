// Fills in what a configuration leaves open: AWS's defaults, and ours.

import type { ConfigValues } from './config-rules.js'
import { DEFAULT_FRESH_MODULES, DEFAULT_RUNTIME, DEFAULTS } from './defaults.js'
import type { FunctionConfig } from './function-config.js'
import { defaultLogGroupName } from './identity.js'
import { logFormatOf } from './managed-instances.js'
import { QUOTAS } from './quotas.js'
import { resolveRuntime } from './runtimes.js'

/** What a complete configuration needs beside what the user wrote. */
export interface CompletionOptions {
  /** The function's name when the config gives none. */
  readonly defaultName: string
  /** The project's root directory, absolute. */
  readonly root: string
  /** The handler string that stands in the place of the code, and the export path in it; it excludes `handler`. */
  readonly handlerString?: { readonly text: string; readonly exportPath: string }
}

type Given = Partial<ConfigValues>

/** The configuration with every default filled in. */
export function completeConfig(given: Given, options: CompletionOptions): FunctionConfig {
  const functionName = given.functionName ?? options.defaultName
  const handler = options.handlerString?.exportPath ?? given.handler ?? DEFAULTS.handler
  const runtime = given.runtime ?? resolveRuntime(DEFAULT_RUNTIME)
  return {
    functionName,
    handler,
    // Lambda's own templates call the file `index`; what a loader imports is not known by name.
    handlerString: options.handlerString?.text ?? `index.${handler}`,
    runtime: runtime.id,
    // Managed Instances have one client for all of their runtimes (LMI-5).
    rules: given.concurrency ? 'nodejs24.x' : runtime.rules,
    timeoutMs: (given.timeout ?? QUOTAS.timeout.default) * 1000,
    memorySize: given.memorySize ?? QUOTAS.memorySize.default,
    environment: given.environment ?? {},
    ephemeralStorage: given.ephemeralStorage ?? QUOTAS.ephemeralStorage.default,
    loggingConfig: completeLogging(given, functionName),
    perEnvironment: given.concurrency?.perEnvironment,
    description: given.description ?? '',
    role: given.role,
    kmsKeyArn: given.kmsKeyArn,
    tags: given.tags ?? {},
    layers: given.layers ?? [],
    architectures: given.architectures ?? DEFAULTS.architectures,
    reservedConcurrentExecutions: given.reservedConcurrentExecutions,
    maximumRetryAttempts: given.maximumRetryAttempts ?? QUOTAS.maximumRetryAttempts.default,
    maximumEventAgeMs: (given.maximumEventAgeInSeconds ?? QUOTAS.maximumEventAgeInSeconds.default) * 1000,
    destinations: {
      onSuccess: given.destinationConfig?.onSuccess?.destination,
      onFailure: given.destinationConfig?.onFailure?.destination,
      deadLetter: given.deadLetterConfig?.targetArn,
    },
    isolatesTenants: given.tenancyConfig !== undefined,
    ...completeTestConfig(given, options.root),
  }
}

// LOG-20: a JSON function has a filter even when none is configured, a Text function has none.
function completeLogging(given: Given, functionName: string): FunctionConfig['loggingConfig'] {
  const { applicationLogLevel, systemLogLevel = 'INFO', logGroup } = given.loggingConfig ?? {}
  const logFormat = logFormatOf(given)
  return {
    logFormat,
    applicationLogLevel: applicationLogLevel ?? (logFormat === 'JSON' ? 'INFO' : undefined),
    systemLogLevel,
    logGroup: logGroup ?? defaultLogGroupName(functionName),
  }
}

type TestPart = Pick<
  FunctionConfig,
  | 'isolation'
  | 'clock'
  | 'lifetime'
  | 'leaks'
  | 'freshModules'
  | 'inheritEnv'
  | 'network'
  | 'console'
  | 'unobserved'
  | 'maximumIdleMs'
  | 'setup'
  | 'taskRoot'
  | 'region'
  | 'accountId'
  | 'seed'
>

function completeTestConfig(given: Given, root: string): TestPart {
  return {
    isolation: given.isolation ?? DEFAULTS.isolation,
    clock: given.clock ?? DEFAULTS.clock,
    lifetime: given.lifetime ?? DEFAULTS.lifetime,
    // What is never frozen goes on after the answer (LMI-1): it has lost nothing yet.
    leaks: given.leaks ?? (given.concurrency ? 'off' : DEFAULTS.leaks),
    freshModules: [...DEFAULT_FRESH_MODULES, ...(given.freshModules ?? [])],
    inheritEnv: given.inheritEnv ?? DEFAULTS.inheritEnv,
    network: given.network ?? DEFAULTS.network,
    console: given.console ?? DEFAULTS.console,
    unobserved: given.unobserved ?? DEFAULTS.unobserved,
    maximumIdleMs: given.maximumIdle ?? DEFAULTS.maximumIdleMs,
    setup: given.setup,
    taskRoot: given.taskRoot === undefined ? root : fromRoot(given.taskRoot, root),
    region: given.region ?? DEFAULTS.region,
    accountId: given.accountId ?? DEFAULTS.accountId,
    seed: given.seed,
  }
}

// Forward slashes work in paths on every platform, so nothing here has to know which one this is.
function fromRoot(path: string, root: string): string {
  if (/^(?:[/\\]|[a-zA-Z]:[/\\])/.test(path)) return path
  const below = path.replace(/^(?:\.[/\\])+|^\.$/, '')
  return below === '' ? root : `${root.replace(/[/\\]+$/, '')}/${below}`
}
