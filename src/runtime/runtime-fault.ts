// A fault that the runtime itself finds, carrying the error type and text by which AWS's client reports it.

import type { RuntimeRules } from '../sandbox/port.js'

/**
 * Thrown and reported like AWS's own faults. The stack holds no frames: they would show this package where Lambda shows
 * its runtime, and neither says anything about the function.
 */
export class RuntimeFault extends Error {
  readonly #errorType: string
  readonly #className: string
  readonly #fatal: boolean

  /**
   * @param options.fatal the runtime process ends of it, instead of answering with it (CTX-12); default `false`
   * @param options.stack replaces the stack, where AWS keeps that of the error it wraps
   */
  constructor(
    errorType: string,
    message: string,
    rules: RuntimeRules,
    options: { readonly fatal?: boolean; readonly stack?: string | undefined } = {},
  ) {
    super(message)
    this.#errorType = errorType
    this.#className = classNameOf(errorType, rules)
    this.#fatal = options.fatal ?? false
    // nodejs24.x's client sets `name` on the instance, so its log lines show it as one more field (ERR-5, LAB).
    const enumerable = rules === 'nodejs24.x' && errorType.startsWith('Runtime.')
    Object.defineProperty(this, 'name', { value: errorType, writable: true, enumerable, configurable: true })
    this.stack = options.stack ?? (message === '' ? errorType : `${errorType}: ${message}`)
  }

  /** As in the posted error: `Runtime.HandlerNotFound`. */
  get errorType(): string {
    return this.#errorType
  }

  /** What AWS's client calls the class of this fault: JSON log lines carry it as `errorType` (LOG-18). */
  get className(): string {
    return this.#className
  }

  get fatal(): boolean {
    return this.#fatal
  }
}

/** Faults whose class ends in `Error` in the client of nodejs24.x although their type does not (LAB). */
const SUFFIXED: ReadonlySet<string> = new Set(['HandlerNotFound', 'MalformedHandlerName', 'CallbackHandlerDeprecated'])

function classNameOf(errorType: string, rules: RuntimeRules): string {
  if (!errorType.startsWith('Runtime.')) return errorType
  const name = errorType.slice('Runtime.'.length)
  return rules === 'nodejs24.x' && SUFFIXED.has(name) ? `${name}Error` : name
}
