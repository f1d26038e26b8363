// What `withLambda()` was given to run: a loader, a handler function, a handler string, or nothing that can be run.

import { LambdaCodeError } from './code-error.js'
import { MalformedHandlerNameError, parseHandlerString, withoutExtension } from './handler-string.js'
import type { HandlerName } from './handler-string.js'
import { readFunctionSource } from './loader-source.js'
import { explainNotCode } from './not-code.js'
import { QUOTAS } from './quotas.js'
import { showValue } from './show-value.js'

/** A brand that other copies of this module know, too. */
const MARK: unique symbol = Symbol.for('vitest-lambda.code')

/** A function that was marked as a loader by hand. */
export interface LoaderMark<F extends (...args: never[]) => unknown> {
  readonly [MARK]: 'loader'
  readonly run: F
}

/** A function that was marked as a handler by hand. */
export interface HandlerMark<F extends (...args: never[]) => unknown> {
  readonly [MARK]: 'handler'
  readonly run: F
}

/**
 * Code, told apart. `literalSpecifier` is the literal module id that a loader names; `more`: it does something besides,
 * or gives something else back than that module.
 */
export type ClassifiedCode =
  | { readonly kind: 'loader'; readonly load: () => unknown; readonly literalSpecifier?: string; readonly more?: true }
  | { readonly kind: 'handler'; readonly run: (...args: never[]) => unknown }
  | ({ readonly kind: 'string'; readonly handlerString: string } & HandlerName)

/**
 * Says that a function imports the module of the handler and gives that module back, `{ handler }`, or the handler
 * itself: it is called once in every execution environment. Needed only where `withLambda()` cannot tell.
 */
export function loader<F extends () => unknown>(load: F): LoaderMark<F> {
  return { [MARK]: 'loader', run: onlyFunction(load, 'loader') }
}

/** Says that a function is the Lambda handler itself. Needed only where `withLambda()` cannot tell. */
export function handler<F extends (...args: never[]) => unknown>(run: F): HandlerMark<F> {
  return { [MARK]: 'handler', run: onlyFunction(run, 'handler') }
}

/**
 * Tells what `code` is, from its source, without calling it. Throws a `LambdaCodeError` that says what was received and what
 * to write when it is undecidable or no code; `where` names the call.
 */
export function classifyCode(code: unknown, where = 'withLambda()'): ClassifiedCode {
  if (typeof code === 'string') return classifyString(code, where)
  if (isMark(code)) {
    return code[MARK] === 'loader' ? withSpecifier(code.run) : { kind: 'handler', run: code.run }
  }
  if (isFunction(code)) return classifyFunction(code, where)
  throw new LambdaCodeError(`${where}: ${explainNotCode(code)}`)
}

function classifyFunction(code: AnyFunction, where: string): ClassifiedCode {
  if (isSpy(code)) throw undecidable(code, 'is a spy: it shows the source of the spy', where)
  const reading = readFunctionSource(sourceOf(code))
  if (reading.kind === 'undecidable') throw undecidable(code, reading.why, where)
  if (reading.kind === 'handler') return { kind: 'handler', run: code }
  return withSpecifier(code)
}

function withSpecifier(run: AnyFunction): ClassifiedCode {
  const reading = readFunctionSource(sourceOf(run))
  const load: () => unknown = run
  if (reading.kind !== 'loader' || reading.specifier === undefined) return { kind: 'loader', load }
  return { kind: 'loader', load, literalSpecifier: reading.specifier, ...(reading.more && { more: true }) }
}

function undecidable(code: AnyFunction, why: string, where: string): LambdaCodeError {
  return new LambdaCodeError(
    `${where}: is this function a loader or a handler? It ${why}.\n` +
      `  received: ${firstLine(code)}\n` +
      '  Say which it is:\n' +
      '    loader(fn)    fn imports the module and gives it back: fresh module state on every cold start\n' +
      '    handler(fn)   fn is the Lambda handler itself\n' +
      "  Both come from 'vitest-lambda'.",
  )
}

function classifyString(text: string, where: string): ClassifiedCode {
  const received = `${where}: the handler string ${showValue(text)}`
  const example =
    "write the file, from the project's root and without extension, a dot and the export: 'src/orders.handler'"
  if (text === '' || /\s/.test(text))
    throw new LambdaCodeError(`${received} is empty or has blanks (RES-1): ${example}`)
  if (text.length > QUOTAS.handler.maximum) {
    throw new LambdaCodeError(
      `${received} has ${text.length} characters, AWS takes at most ${QUOTAS.handler.maximum} (RES-1)`,
    )
  }
  if (text.includes('\\'))
    throw new LambdaCodeError(`${received} has backslashes: write '${text.replaceAll('\\', '/')}'`)
  const name = parse(text, received, example)
  const meant = name.exportPath.includes('.') ? undefined : withoutExtension(name)
  if (meant !== undefined) {
    throw new LambdaCodeError(`${received} names a file but no export in it: write '${meant}'`)
  }
  if (/(?:^|\.)(?:\.|$)/.test(name.exportPath) || /(?:^|\/)$/.test(name.moduleId)) {
    throw new LambdaCodeError(`${received} lacks a file or an export: ${example}`)
  }
  return { kind: 'string', handlerString: text, ...name }
}

function parse(text: string, received: string, example: string): HandlerName {
  try {
    return parseHandlerString(text)
  } catch (error) {
    if (!(error instanceof MalformedHandlerNameError)) throw error
    const aws = `Lambda answers it with ${error.errorType}: ${error.message}`
    throw new LambdaCodeError(`${received} cannot be read. ${aws}\n  Instead ${example}`, { cause: error })
  }
}

type AnyFunction = (...args: never[]) => unknown

function onlyFunction<F>(value: F, name: string): F {
  if (typeof value === 'function') return value
  throw new LambdaCodeError(`${name}() takes a function: ${explainNotCode(value)}`)
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function'
}

function isMark(value: unknown): value is LoaderMark<() => unknown> | HandlerMark<AnyFunction> {
  return typeof value === 'object' && value !== null && MARK in value
}

// The marks that Vitest's and Jest's spies, and sinon's, carry for everybody to see.
function isSpy(code: AnyFunction): boolean {
  return ('_isMockFunction' in code && code._isMockFunction === true) || 'isSinonProxy' in code
}

// Not `code.toString()`, which the function may have replaced.
function sourceOf(code: AnyFunction): string {
  return Function.prototype.toString.call(code)
}

/** Its source in a line, as far as that shows what it is. */
export function firstLine(code: AnyFunction): string {
  const line = sourceOf(code).replaceAll(/\s+/g, ' ')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
