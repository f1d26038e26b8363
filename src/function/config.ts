// Reads the configuration of a function: checks it as AWS does, merges the project's defaults in, fills in the rest.

import type { LoggingConfig } from './aws-config.js'
import { completeConfig } from './complete-config.js'
import type { CompletionOptions } from './complete-config.js'
import { LambdaConfigError } from './config-error.js'
import { CONFIG_RULES } from './config-rules.js'
import type { ConfigValues } from './config-rules.js'
import type { FunctionConfig } from './function-config.js'
import type { LambdaConfig } from './lambda-config.js'
import { logFormatOf, managedInstancesProblems } from './managed-instances.js'
import { notBuiltProblem } from './not-built.js'
import { accept, refuse } from './reading.js'
import type { Reading } from './reading.js'
import { isRecord, showValue } from './show-value.js'
import { unknownKeyProblem } from './unknown-key.js'
import { fields, received } from './value-rules.js'
import { sizeProblem } from './variables-rule.js'

export type { FunctionConfig } from './function-config.js'
export type { LambdaConfig } from './lambda-config.js'

/** What `readConfig` needs to know beside the config itself. */
export interface ReadConfigOptions extends CompletionOptions {
  /** The project's defaults, from `lambda(defaults)` in the Vitest config. */
  readonly defaults?: LambdaConfig
  /** What was called, for errors: `withLambda()` unless it is given. */
  readonly caller?: string
}

type Given = Partial<ConfigValues>

/**
 * The complete configuration, and warnings in words. Throws a `LambdaConfigError` that lists everything that is wrong,
 * with the nearest key or the legal range.
 */
export function readConfig(
  input: unknown,
  options: ReadConfigOptions,
): { config: FunctionConfig; warnings: readonly string[] } {
  const defaults = read(options.defaults, 'lambda(): the defaults in the Vitest config')
  const where = `${options.caller ?? 'withLambda()'}: the config of '${nameIn(input) ?? options.defaultName}'`
  const given = merge(defaults, read(input, where, options.handlerString?.text))
  const problems = crossProblems(given)
  if (problems.length > 0) throw new LambdaConfigError(where, problems)
  const deprecated = given.runtime?.deprecated
  return { config: completeConfig(given, options), warnings: deprecated === undefined ? [] : [deprecated] }
}

function read(input: unknown, where: string, handlerString?: string): Given {
  const reading = readGiven(input)
  const problems = reading.ok ? builtProblems(reading.value) : [...reading.problems]
  if (handlerString !== undefined && isRecord(input) && input['handler'] !== undefined) {
    problems.push(`handler: the export is already named by '${handlerString}', leave handler out`)
  }
  if (!reading.ok || problems.length > 0) throw new LambdaConfigError(where, problems)
  return reading.value
}

function readGiven(input: unknown): Reading<Given> {
  if (input === undefined) return accept({})
  if (!isRecord(input)) return refuse(`${received('it', input)}: it takes an object, like { timeout: 5 }`)
  return fields<ConfigValues>(CONFIG_RULES, unknownKeyProblem)(input, '')
}

function builtProblems(given: Given): string[] {
  const keys = Object.keys(given).filter((key): key is keyof ConfigValues => Object.hasOwn(CONFIG_RULES, key))
  return keys.flatMap((key) => builtProblem(given, key))
}

function builtProblem<K extends keyof ConfigValues>(given: Given, key: K): readonly string[] {
  const value: ConfigValues[K] | undefined = given[key]
  const problem = value === undefined ? undefined : notBuiltProblem(key, value)
  return problem === undefined ? [] : [problem]
}

// As in SAM's Globals: maps are merged, lists of ours are added, everything else is replaced.
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
function merge({ setup, ...defaults }: Given, given: Given): Given {
  // The project's setup is for those of its functions that run in threads.
  const isThread = (given.isolation ?? defaults.isolation) === 'thread'
  return {
    ...(isThread && setup !== undefined && { setup }),
    ...defaults,
    ...given,
    environment: { ...defaults.environment, ...given.environment },
    tags: { ...defaults.tags, ...given.tags },
    loggingConfig: mergeLogging(defaults.loggingConfig ?? {}, given.loggingConfig ?? {}),
    freshModules: [...(defaults.freshModules ?? []), ...(given.freshModules ?? [])],
  }
}

/** The project's levels are meant for its JSON logs: a function that logs Text need not, and cannot, take them back. */
function mergeLogging(defaults: LoggingConfig, given: LoggingConfig): LoggingConfig {
  const { applicationLogLevel: _, systemLogLevel: __, ...withoutLevels } = defaults
  return { ...(given.logFormat === 'Text' ? withoutLevels : defaults), ...given }
}

/** What can only be judged when everything is there. */
function crossProblems(given: Given): readonly string[] {
  const size = sizeProblem(given.environment ?? {}, 'environment')
  const { applicationLogLevel, systemLogLevel } = given.loggingConfig ?? {}
  const levels = logFormatOf(given) === 'Text' && (applicationLogLevel ?? systemLogLevel) !== undefined
  // AWS's own sentence: https://github.com/aws/aws-cdk/pull/28045
  const level =
    'loggingConfig: LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or ' +
    'change the LogFormat to "Json" and try again. Here: add logFormat: \'JSON\', or leave the level out'
  const setup =
    `setup: ${showValue(given.setup)} belongs to isolation: 'thread'; in process the test's own setupFiles and vi.mock() ` +
    'apply'
  return [
    ...(size === undefined ? [] : [size]),
    ...(levels ? [level] : []),
    ...(given.setup !== undefined && given.isolation !== 'thread' ? [setup] : []),
    ...managedInstancesProblems(given),
  ]
}

function nameIn(input: unknown): string | undefined {
  const name = isRecord(input) ? input['functionName'] : undefined
  return typeof name === 'string' ? name : undefined
}
