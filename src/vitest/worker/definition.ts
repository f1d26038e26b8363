// From what a user gives withLambda() to what is deployed: checked configuration, and code as a sandbox runs it.

import { basename, extname } from 'node:path'
import { inject } from 'vitest'
import { type ClassifiedCode, classifyCode } from '../../function/code.js'
import { type FunctionConfig, type LambdaConfig, readConfig } from '../../function/config.js'
import type { SandboxCode } from '../../sandbox/port.js'
import type { PluginFacts } from '../plugin-facts.js'
import { nearestConfigFile } from './config-file.js'
import { checkFreshModules } from './fresh-modules.js'
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
  return {
    given: { code, config: given },
    config,
    code: sandboxCode(classified, config, facts, caller),
    alreadyEvaluated: classified.kind === 'handler',
  }
}

function sandboxCode(
  code: ClassifiedCode,
  { handler: exportPath, isolation }: FunctionConfig,
  facts: PluginFacts | undefined,
  caller: string,
): SandboxCode {
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

/** AWS needs a name; a test rarely cares. The file's is the one its reader expects. */
function defaultName(code: ClassifiedCode): string {
  const name =
    code.kind === 'loader' ? code.literalSpecifier : code.kind === 'string' ? `${code.moduleId}.ts` : code.run.name
  const base = name === undefined ? '' : basename(name, extname(name))
  return base.replaceAll(/[^a-zA-Z0-9-_]/g, '-').slice(0, 64) || 'function'
}

function stringNeedsPlugin(handlerString: string, moduleId: string): Error {
  return new Error(
    `withLambda('${handlerString}'): a handler string is found through the project's own Vite, ${needsPlugin()}, or ` +
      `write a loader: withLambda(() => import('./${moduleId}.js')).`,
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
