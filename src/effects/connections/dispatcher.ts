// A pool of undici, of whatever copy of it: told from others, and made anew, by its class.

export interface Dispatcher {
  dispatch: Function
}

export function isDispatcher(value: unknown): value is Dispatcher {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'dispatch') === 'function'
}

/** The pool that undici makes for itself, or one just like it: without any option. */
export function isDefaultDispatcher(pool: Dispatcher): boolean {
  const { name } = pool.constructor
  if (name !== 'Agent') return name === 'Dispatcher1Wrapper'
  const key = Object.getOwnPropertySymbols(pool).find(({ description }) => description === 'options')
  const options = key === undefined ? {} : (Reflect.get(pool, key) as object)
  return Object.values(options).every((option) => option === undefined || option === Infinity)
}

/** A new pool of the same class; undefined where none can be made of these arguments. */
export function anotherDispatcher(pool: Dispatcher, ...args: unknown[]): Dispatcher | undefined {
  try {
    return Reflect.construct(pool.constructor, args) as Dispatcher
  } catch {
    return undefined
  }
}
