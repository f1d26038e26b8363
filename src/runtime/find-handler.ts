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
  if (!candidate) throw notFound(`${handlerString} is undefined or not exported`, rules)
  if (typeof candidate !== 'function') throw notFound(`${handlerString} is not a function`, rules)
  const handler = candidate as Handler
  checkStreamingMark(handler, rules)
  const streaming = isStreaming(handler)
  if (rules === 'nodejs24.x') {
    // Only the count of formal parameters is known: rest and default parameters pass (RES-12).
    if (handler.length >= 3 && !streaming) {
      throw new RuntimeFault('Runtime.CallbackHandlerDeprecated', CALLBACK_REMOVED, rules)
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
  const found = walk(module, path, false)
  if (found || !isObject(module) || !('default' in module)) return found
  return walk(module['default'], path, false)
}

/**
 * nodejs22.x walks whatever has the property (LAB) and knows no default export (RES-9). It requires CommonJS files, so
 * what such a file assigned to `module.exports` is looked at, where Node's import of it tells.
 */
function lookUp22(module: unknown, path: string): unknown {
  const root = isObject(module) && 'module.exports' in module ? module['module.exports'] : module
  return walk(root, path, true)
}

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

function notFound(message: string, rules: RuntimeRules): RuntimeFault {
  return new RuntimeFault('Runtime.HandlerNotFound', message, rules)
}

/** RES-12. */
const CALLBACK_REMOVED =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
  'You need to modify this function to use a supported handler signature to use Node.js 24 or later. ' +
  'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.'

/** RES-13. */
const CALLBACK_LEAVING =
  'AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. ' +
  'You will need to update this function to use an async handler to use Node.js 24 or later. ' +
  'For more information and to provide feedback on this change, see ' +
  'https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. ' +
  'To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.'
