// Finds the handler in what was loaded, and refuses the handlers that the runtime refuses.

import type { RuntimeRules } from '../sandbox/port.js'
import { isAsyncFunction } from './async-function.js'
import { RuntimeFault } from './runtime-fault.js'
import { checkStreamingMark, isStreaming } from './streamify.js'

/** The function's own code, called as the rules say (HND-1). */
export type Handler = (event: unknown, second: unknown, third?: unknown) => unknown

export interface FoundHandler {
  readonly handler: Handler
  /** A WARN line for the log of Init (RES-13). */
  readonly warning?: string
}

/**
 * The handler at `exportPath` of a module (RES-9). A loader may also have given the handler function itself, which is
 * then the handler whatever properties it has (middy's has one called `handler`).
 * Throws a `RuntimeFault` with AWS's error type and message: not found or not a function (RES-10), a callback handler
 * on nodejs24.x (RES-12), an unknown streaming mark (STR-1).
 *
 * @param handlerString as Lambda shows it (`index.handler`), for the message
 * @param variables the environment's `process.env`, one of which silences the warning (RES-13)
 */
export function findHandler(
  module: unknown,
  exportPath: string,
  handlerString: string,
  rules: RuntimeRules,
  variables: ReadonlyMap<string, string> = NO_VARIABLES,
): FoundHandler {
  const candidate = typeof module === 'function' ? module : lookUp(module, exportPath, rules)
  if (!candidate) throw new HandlerNotFound(`${handlerString} is undefined or not exported`, rules, module)
  if (typeof candidate !== 'function') throw new HandlerNotFound(`${handlerString} is not a function`, rules, module)
  const handler = candidate as Handler
  checkStreamingMark(handler, rules)
  const streaming = isStreaming(handler)
  if (rules === 'nodejs24.x') {
    // Only the count of formal parameters is known: rest and default parameters pass (RES-12).
    if (handler.length >= 3 && !streaming) {
      const onManagedInstances22 = variables.get('AWS_EXECUTION_ENV') === 'AWS_Lambda_nodejs22.x'
      const message = onManagedInstances22 ? CALLBACK_NOT_ON_MANAGED_INSTANCES : CALLBACK_REMOVED
      throw new RuntimeFault('Runtime.CallbackHandlerDeprecated', message, rules)
    }
    return { handler }
  }
  const silenced = variables.has('AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING')
  const warns = handler.length === 3 && !streaming && !silenced && !isAsyncFunction(handler)
  return warns ? { handler, warning: CALLBACK_LEAVING } : { handler }
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map()

function lookUp(module: unknown, path: string, rules: RuntimeRules): unknown {
  return rules === 'nodejs24.x' ? lookUp24(module, path) : lookUp22(module, path)
}

/** nodejs24.x walks objects only, and then looks again in the default export (RES-9). */
function lookUp24(module: unknown, path: string): unknown {
  const imported = asImported(module)
  const found = walk(imported, path, false)
  if (found || !isObject(imported) || !('default' in imported)) return found
  return walk(imported['default'], path, false)
}

/** To Node.js the default export of CommonJS is `module.exports`, whatever `__esModule` in it says. */
function asImported(module: unknown): unknown {
  if (!isObject(module) || !(MODULE_EXPORTS in module)) return module
  return Object.create(module, { default: { value: module[MODULE_EXPORTS] } })
}

/**
 * nodejs22.x walks whatever has the property (LAB) and knows no default export (RES-9). It requires CommonJS files, so
 * what such a file assigned to `module.exports` is looked at, where Node's import of it tells.
 */
function lookUp22(module: unknown, path: string): unknown {
  const root = isObject(module) && MODULE_EXPORTS in module ? module[MODULE_EXPORTS] : module
  return walk(root, path, true)
}

/** The name under which an import of CommonJS shows what it assigned. */
const MODULE_EXPORTS = 'module.exports'

function walk(root: unknown, path: string, throughFunctions: boolean): unknown {
  let found = root
  for (const key of path.split('.')) {
    if (!isObject(found) && !(throughFunctions && found)) return undefined
    found = (found as Record<string, unknown>)[key]
  }
  return found
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** RES-10. */
export class HandlerNotFound extends RuntimeFault {
  readonly #module: unknown

  constructor(message: string, rules: RuntimeRules, module: unknown) {
    super('Runtime.HandlerNotFound', message, rules)
    this.#module = module
  }

  /** Paths of the functions that the module does export. */
  get exported(): readonly string[] {
    const root = this.#module
    if (!isObject(root)) return []
    const inDefault = isObject(root['default']) ? functionsIn(root['default']) : []
    return [...new Set([...functionsIn(root), ...inDefault])].filter((name) => name !== 'module.exports')
  }
}

function functionsIn(exports: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(exports).filter((name) => typeof exports[name] === 'function')
}

/** RES-12. */
const CALLBACK_REMOVED =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
  'You need to modify this function to use a supported handler signature to use Node.js 24 or later. ' +
  'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.'

/** LMI-5: nodejs22.x has the client of nodejs24.x there. */
const CALLBACK_NOT_ON_MANAGED_INSTANCES =
  'ERROR: AWS Lambda does not support callback-based function handlers when using Node.js 22 with Managed Instances. ' +
  'To use Managed Instances, modify this function to use a supported handler signature. ' +
  'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.'

/** RES-13. */
const CALLBACK_LEAVING =
  'AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. ' +
  'You will need to update this function to use an async handler to use Node.js 24 or later. ' +
  'For more information and to provide feedback on this change, see ' +
  'https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. ' +
  'To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.'
