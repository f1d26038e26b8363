// One property with two values: the environment's for its code, and whatever the test has put there for everybody else.

import type { Current, Undo } from '../effect.js'
import { patch } from '../patch.js'

/** What a property shows while nobody has assigned to it. */
interface Route {
  /** To code of an environment. */
  readonly inside: unknown
  /** To everybody else, in place of the value that is there now. */
  readonly outside: unknown
}

/**
 * Makes `target[key]` an accessor. Outside it behaves like the property it was: fake timers and spies that the test
 * installs before, during or after find and leave what they expect. What an environment writes, only it reads.
 */
export function route(current: Current<object>, target: object, key: string, { inside, outside }: Route): Undo {
  const before: unknown = Reflect.get(target, key)
  let value = outside
  let written: WeakMap<object, unknown> | undefined
  function get(): unknown {
    // Every use of a global comes by here, and mostly both sides see the same facade.
    if (value === inside && written === undefined) return inside
    const state = current()
    if (state === undefined) return value
    return written?.has(state) ? written.get(state) : inside
  }
  function set(next: unknown): void {
    const state = current()
    if (state === undefined) value = next === before ? outside : next
    else (written ??= new WeakMap()).set(state, next)
  }
  const undo = patch(target, key, { get, set })
  return () => {
    const ours = Object.getOwnPropertyDescriptor(target, key)?.get === get
    undo()
    // What the test has put there since the install is still the test's.
    if (ours && value !== outside) patch(target, key, { value })
  }
}
