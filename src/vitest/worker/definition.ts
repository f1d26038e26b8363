// From what a user gives withLambda() to what is deployed: checked configuration, and code as a sandbox runs it.

import { inject } from 'vitest'
import { evaluatedByNode } from '../../effects/module-graph/vitest-modules.js'
import { type ClassifiedCode, classifyCode } from '../../function/code.js'
import { LambdaConfigError } from '../../function/config-error.js'
import { type FunctionConfig, type LambdaConfig, readConfig } from '../../function/config.js'
import { defaultFunctionName } from '../../function/default-name.js'
import { isRecord, showValue } from '../../function/show-value.js'
import type { SandboxCode } from '../../sandbox/port.js'
import type { PluginFacts } from '../plugin-facts.js'
import { nearestConfigFile } from './config-file.js'
import { checkFreshModules } from './fresh-modules.js'
import type { LambdaUpdate } from './lambda.js'
import { checkTaskRoot } from './task-root.js'
import { threadCode } from './thread-code.js'
import type { Worker } from './worker.js'

/** What is deployed. `given` is kept, so that an update can change a part of it. */
export interface Definition {
  readonly given: { readonly code: unknown; readonly config: LambdaConfig }
  readonly config: FunctionConfig
  readonly code: SandboxCode
  /** The code was evaluated before, by the test file: its Init cannot run again. */
  readonly alreadyEvaluated: boolean
}

/** Checks code and configuration for `caller`; throws guides for what is wrong, and warns about what is deprecated. */
export function define(
  worker: Worker,
  code: unknown,
  given: LambdaConfig = {},
  caller: string = 'withLambda()',
): Definition {
  const facts: PluginFacts | undefined = inject('vitestLambda')
  const classified = classifyCode(code, caller)
  const root = facts?.root ?? process.cwd()
  const { config, warnings } = readConfig(given, {
    defaultName: defaultName(classified),
    root,
    caller,
    ...(facts && { defaults: facts.defaults }),
    ...(classified.kind === 'string' && {
      handlerString: { text: classified.handlerString, exportPath: classified.exportPath },
    }),
  })
  for (const warning of warnings) worker.warnOnce(warning)
  checkFreshModules(config.freshModules, facts, caller)
  checkTaskRoot(config, { given: given.taskRoot, defaults: facts?.defaults, root, caller })
  return {
    given: { code, config: given },
    config,
    code: sandboxCode(classified, config, facts, caller),
    alreadyEvaluated: classified.kind === 'handler',
  }
}

/**
 * What of a configuration says which function it is, or what has begun with it, by the names that users write. Of a
 * tenancy configuration, see https://docs.aws.amazon.com/lambda/latest/api/API_TenancyConfig.html
 */
const DECLARED_ONCE = {
  functionName: 'functionName',
  region: 'region',
  accountId: 'accountId',
  isolatesTenants: 'tenancyConfig',
  lifetime: 'lifetime',
  seed: 'seed',
} as const satisfies { readonly [Key in keyof FunctionConfig]?: keyof LambdaConfig }

/** `before`, changed by `update()`; throws what `define` throws, and a guide for what no update changes. */
export function redefine(worker: Worker, before: Definition, change: LambdaUpdate): Definition {
  if (!isRecord(change)) {
    throw new TypeError(`update() takes what changes, as in update({ timeout: 5 }), and received ${showValue(change)}.`)
  }
  const { code, ...config } = change
  const { functionName } = before.config
  // A name that came from the code stays when the code goes.
  const after = define(
    worker,
    code ?? before.given.code,
    { functionName, ...before.given.config, ...config },
    'update()',
  )
  const names = Object.keys(DECLARED_ONCE) as (keyof typeof DECLARED_ONCE)[]
  const changed = names.filter((name) => after.config[name] !== before.config[name]).map((name) => DECLARED_ONCE[name])
  if (changed.length === 0) return after
  throw new LambdaConfigError(
    `update(): the config of '${functionName}'`,
    changed.map((key) => `${key} stays as it was declared: declare another function, withLambda(code, { ${key} })`),
  )
}

function sandboxCode(
  code: ClassifiedCode,
  { handler: exportPath, isolation }: FunctionConfig,
  facts: PluginFacts | undefined,
  caller: string,
): SandboxCode {
  if (isolation !== 'thread' && code.kind !== 'handler' && evaluatedByNode()) throw needsViteModuleRunner(caller)
  if (code.kind === 'string') {
    if (!facts) throw stringNeedsPlugin(code.handlerString, code.moduleId)
    return { kind: 'module', id: code.moduleId, exportPath }
  }
  if (isolation === 'thread') {
    if (!facts) throw threadNeedsPlugin(caller)
    return threadCode(code, exportPath, facts.root, caller)
  }
  return { kind: 'inline', run: code.kind === 'loader' ? code.load : () => code.run, exportPath }
}

function defaultName(code: ClassifiedCode): string {
  if (code.kind === 'string') return defaultFunctionName(`${code.moduleId}.ts`)
  return defaultFunctionName((code.kind === 'loader' ? code.literalSpecifier : code.run.name) ?? '')
}

function stringNeedsPlugin(handlerString: string, moduleId: string): Error {
  return new Error(
    `withLambda('${handlerString}'): a handler string is found through the project's own Vite, ${needsPlugin()}, or ` +
      `write a loader: withLambda(() => import('./${moduleId}.js')).`,
  )
}

function needsViteModuleRunner(caller: string): Error {
  return new Error(
    `${caller}: with test.experimental.viteModuleRunner: false Node.js evaluates each module once, so a cold start would ` +
      `get the state of the one before. Take that option out of ${nearestConfigFile().path}, or give the function a ` +
      `thread, where modules are evaluated anew all the same: isolation: 'thread'.`,
  )
}

function threadNeedsPlugin(caller: string): Error {
  return new Error(
    `${caller}: isolation: 'thread' gets the function's modules from the project's own Vite, ${needsPlugin()}, or leave ` +
      `isolation: 'thread' out.`,
  )
}

function needsPlugin(): string {
  return (
    `for which the plugin is needed, and this project only has the setup file. Add plugins: [lambda()] (from ` +
    `'vitest-lambda/plugin') to ${nearestConfigFile().path}`
  )
}
