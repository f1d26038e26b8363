// The object that is `process.env`: Node's rules over an environment's map of variables, the real thing outside.

import { inspect } from 'node:util'
import type { Current } from '../effect.js'

/** What the proxy needs of an environment. */
export interface VariableMap {
  readonly values: Map<string, string>
  noteMissing(name: string): void
}

/**
 * Node's rules: names and values are strings, whatever is given; all properties are writable, enumerable and
 * configurable. Lambda is Linux, so names are case-sensitive inside on every host.
 * Source: https://nodejs.org/api/process.html#processenv
 */
export function variablesProxy(current: Current<VariableMap>, outside: () => object): object {
  const seen = (): object => {
    const state = current()
    return state === undefined ? { ...outside() } : Object.fromEntries(state.values)
  }
  const choose = <Result>(inside: (state: VariableMap) => Result, real: (env: object) => Result): Result => {
    const state = current()
    return state === undefined ? real(outside()) : inside(state)
  }
  return new Proxy(inspectable(seen), {
    get(_target, key) {
      // The one that is called all the time, so without `choose`.
      const state = current()
      return state === undefined ? Reflect.get(outside(), key) : get(state, key)
    },
    set: (_, key, value) =>
      choose(
        (state) => set(state, key, value),
        (env) => Reflect.set(env, key, value),
      ),
    has: (_, key) =>
      choose(
        (state) => has(state, key),
        (env) => Reflect.has(env, key),
      ),
    deleteProperty: (_, key) =>
      choose(
        (state) => remove(state, key),
        (env) => Reflect.deleteProperty(env, key),
      ),
    ownKeys: () => choose<PropertyKey[]>((state) => [...state.values.keys()], Reflect.ownKeys) as (string | symbol)[],
    getOwnPropertyDescriptor: (_, key) =>
      choose(
        (state) => describe(state, key),
        (env) => loose(Reflect.getOwnPropertyDescriptor(env, key)),
      ),
    defineProperty: (_, key, descriptor) =>
      choose(
        (state) => define(state, key, descriptor),
        (env) => Reflect.defineProperty(env, key, descriptor),
      ),
    // Frozen or with another prototype, the target would bind the proxy for good; the real process.env refuses too.
    preventExtensions: () => false,
    setPrototypeOf: (target, prototype) => prototype === Object.getPrototypeOf(target),
  })
}

function read(state: VariableMap, name: string): string | undefined {
  const value = state.values.get(name)
  if (value === undefined) state.noteMissing(name)
  return value
}

function get(state: VariableMap, key: PropertyKey): unknown {
  if (typeof key !== 'string') return undefined
  return read(state, key) ?? (Reflect.get(Object.prototype, key) as unknown)
}

function set(state: VariableMap, key: PropertyKey, value: unknown): boolean {
  state.values.set(asString(key), asString(value))
  return true
}

function has(state: VariableMap, key: PropertyKey): boolean {
  return typeof key === 'string' && (read(state, key) !== undefined || key in Object.prototype)
}

function remove(state: VariableMap, key: PropertyKey): boolean {
  if (typeof key === 'string') state.values.delete(key)
  return true
}

function describe(state: VariableMap, key: PropertyKey): PropertyDescriptor | undefined {
  const value = typeof key === 'string' ? read(state, key) : undefined
  return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true }
}

function define(state: VariableMap, key: PropertyKey, descriptor: PropertyDescriptor): boolean {
  checkDescriptor(descriptor)
  return set(state, key, descriptor.value)
}

/** `util.inspect`, so `console.log(process.env)`, looks through a proxy at its target. */
function inspectable(all: () => object): object {
  return Object.defineProperty({}, inspect.custom, { value: all, configurable: true })
}

function asString(value: unknown): string {
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string')
  return String(value)
}

/** Configurable whatever the test's own object says: a proxy may not claim otherwise of a key its target lacks. */
function loose(descriptor: PropertyDescriptor | undefined): PropertyDescriptor | undefined {
  return descriptor && { ...descriptor, configurable: true }
}

/** The texts are Node's. Source: https://github.com/nodejs/node/blob/v24.0.0/src/node_env_var.cc */
function checkDescriptor(descriptor: PropertyDescriptor): void {
  if (descriptor.get ?? descriptor.set) {
    throw invalid("'process.env' does not accept an accessor(getter/setter) descriptor")
  }
  if (!('value' in descriptor && descriptor.writable && descriptor.enumerable && descriptor.configurable)) {
    throw invalid("'process.env' only accepts a configurable, writable, and enumerable data descriptor")
  }
}

function invalid(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_OBJECT_DEFINE_PROPERTY' })
}
