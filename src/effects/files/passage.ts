// What a replaced function passes calls on to, also when it has been captured and outlives its installation.

import { promisify } from 'node:util'
import type { Undo } from '../effect.js'
import { patch } from '../patch.js'

export type Call = (...args: readonly unknown[]) => unknown

/** `call` is what was there before. */
export interface Passage {
  call: Call
}

/** Marks the functions that we put somewhere. */
const OURS: unique symbol = Symbol.for('vitest-lambda.facade')

/**
 * Replaces a function, and gives the undo. A package that captured the facade keeps it for as long as the worker lives:
 * after the undo its calls go to the facade of a later installation, if there is one, else to what was there before.
 */
export function replace(target: object, name: string, facadeOf: (passage: Passage) => Call): Undo {
  const original: unknown = Reflect.get(target, name)
  // Versions of Node.js differ in what they have.
  if (typeof original !== 'function') return () => undefined
  const before = original as Call
  const passage: Passage = { call: before }
  const value = marked(like(before, facadeOf(passage)))
  const undo = patch(target, name, { value })
  return () => {
    undo()
    passage.call = (...args) => {
      const now: unknown = Reflect.get(target, name)
      return isOurs(now) && now !== value ? now(...args) : before(...args)
    }
  }
}

/** Keeps the original's name, length, and the symbol that tells `util.promisify` the names of its results. */
export function like(original: Call, facade: Call): Call {
  const {
    prototype: _,
    [promisify.custom]: __,
    native: ___,
    ...descriptors
  } = Object.getOwnPropertyDescriptors(original) as PropertyDescriptorMap
  return Object.defineProperties(facade, descriptors) as Call
}

function marked(facade: Call): Call {
  return Object.defineProperty(facade, OURS, { value: true })
}

function isOurs(value: unknown): value is Call {
  return typeof value === 'function' && OURS in value
}
