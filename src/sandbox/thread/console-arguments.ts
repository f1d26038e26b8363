// The arguments of a call of the console as they cross from a thread to the test, whose spies may look at them.

import { inspect, types } from 'node:util'

/** So many values of one call cross; what has more is shown as text, of which Node.js leaves out the most. */
const MOST = 10_000

/** What structured cloning does not keep of an error. */
interface ErrorDetails {
  /** Name of its class, by which Node.js shows it. */
  readonly type: string
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface PackedArguments {
  readonly args: readonly unknown[]
  /** Of errors among them, at any depth: they stay the same objects when all of this is cloned. */
  readonly errors: readonly (readonly [Error, ErrorDetails])[]
}

/**
 * Data and errors as they are, for structured cloning to copy. Text takes the place of an argument that is more than that,
 * or has something in it that is: of instances of classes a clone would have the fields alone, and no code of theirs runs
 * here to find out.
 */
export function packArguments(args: readonly unknown[]): PackedArguments {
  const packing = new Packing()
  return { args: args.map((arg) => packing.pack(arg)), errors: packing.errors }
}

/** All that is no primitive as text. */
export function packAsText(args: readonly unknown[]): PackedArguments {
  return { args: args.map((arg) => (isPrimitive(arg) ? arg : inspect(arg))), errors: [] }
}

/** As the function gave them. */
export function unpackArguments({ args, errors }: PackedArguments): readonly unknown[] {
  for (const [error, { type, name, fields }] of errors) {
    Object.assign(error, fields)
    if (error.constructor.name !== type) Object.setPrototypeOf(error, classNamed(type, error).prototype as object)
    if (error.name !== name) Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  }
  return args
}

/** A class of that name, of which `error` can be made one. */
function classNamed(name: string, error: Error): Function {
  const Base = error.constructor as ErrorConstructor
  return Object.defineProperty(class extends Base {}, 'name', { value: name })
}

class Packing {
  readonly errors: (readonly [Error, ErrorDetails])[] = []
  readonly #errorsMet = new Set<Error>()
  #left = MOST

  pack(value: unknown): unknown {
    return this.#crosses(value, new Set()) ? value : inspect(value)
  }

  /** `met`: what of the same argument is being looked at, or crosses. */
  #crosses(value: unknown, met: Set<unknown>): boolean {
    if (--this.#left < 0) return false
    if (isPrimitive(value) || met.has(value)) return true
    met.add(value)
    // Its traps are code of the function.
    if (types.isProxy(value)) return false
    if (types.isNativeError(value)) return this.#packError(value, met)
    switch (Object.getPrototypeOf(value)) {
      case Object.prototype:
      case null:
        return this.#fieldsCross(value as object, met)
      case Array.prototype:
        return this.#allCross(value as unknown[], met)
      case Map.prototype:
      case Set.prototype: {
        const { size } = value as Set<unknown>
        return size <= this.#left && [...(value as Set<unknown>).entries()].every((entry) => this.#allCross(entry, met))
      }
      case Date.prototype:
        return true
      default:
        return false
    }
  }

  #allCross(values: readonly unknown[], met: Set<unknown>): boolean {
    return values.length <= this.#left && values.every((value) => this.#crosses(value, met))
  }

  #fieldsCross(value: object, met: Set<unknown>): boolean {
    return Reflect.ownKeys(value).every((key) => {
      const field = Reflect.getOwnPropertyDescriptor(value, key)
      if (!field?.enumerable) return true
      return typeof key === 'string' && 'value' in field && this.#crosses(field.value, met)
    })
  }

  /** An error stays one, whatever it carries: the text of what does not cross is in its fields. */
  #packError(error: Error, met: Set<unknown>): true {
    if (this.#errorsMet.has(error)) return true
    this.#errorsMet.add(error)
    const fields: Record<string, unknown> = {}
    for (const [key, field] of Object.entries(Object.getOwnPropertyDescriptors(error))) {
      // A clone has the cause, and no errors of an AggregateError.
      if (key === 'cause') this.#crosses(field.value, met)
      else if ((field.enumerable && 'value' in field) || key === 'errors') fields[key] = this.pack(field.value)
    }
    this.errors.push([error, { type: error.constructor.name, name: error.name, fields }])
    return true
  }
}

function isPrimitive(value: unknown): boolean {
  return value === null || !['object', 'function', 'symbol'].includes(typeof value)
}
