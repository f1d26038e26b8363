// What a mocked module exports, and the exports of the module itself beside them.

import type { ModuleRunnerContext } from 'vite/module-runner'

/** How to keep what a module exports, in messages. */
export const EXAMPLE: string = `mock('./src/db.js', async (original) => ({ ...(await original()), query }))`

/**
 * Shows on `target` what a mock exports, as it is at each look. A name that is not there is told of, and not undefined:
 * a module without it could not be loaded.
 */
export function showMock(target: object, exports: object, id: string): object {
  for (const name of Object.keys(exports)) {
    Object.defineProperty(target, name, { get: () => Reflect.get(exports, name), enumerable: true, configurable: true })
  }
  return Object.setPrototypeOf(target, new Proxy({}, lacks(exports, id))) as object
}

/** Not what is looked at to find out what something is. */
function isExport(name: string | symbol): name is string {
  return typeof name === 'string' && !['then', '__esModule', 'toJSON'].includes(name)
}

/** Who checks what a module exports finds the name there, for Node's own words would not say that it is a mock. */
function lacks(exports: object, id: string): ProxyHandler<object> {
  return {
    has: (_, name) => isExport(name),
    get: (_, name) => {
      if (!isExport(name)) return undefined
      const names = Object.keys(exports).join(', ') || 'nothing'
      throw new Error(
        `'${name}' is imported from ${id}, whose mock exports ${names}: add it to what the factory gives, or keep the ` +
          `module's own: ${EXAMPLE}`,
      )
    },
  }
}

/** `context` for a second evaluation of its module, which leaves the exports of the first alone. */
export function apart(context: ModuleRunnerContext): {
  readonly context: ModuleRunnerContext
  readonly exports: object
} {
  const exports: object = Object.create(null) as object
  const add = (name: string, get: () => unknown): void =>
    void Object.defineProperty(exports, name, { get, enumerable: true, configurable: true })
  const own: ModuleRunnerContext = {
    ...context,
    __vite_ssr_exports__: exports,
    __vite_ssr_exportName__: add,
    __vite_ssr_exportAll__: (from: Readonly<Record<string, unknown>>) => {
      for (const name of Object.keys(from)) if (name !== 'default' && !(name in exports)) add(name, () => from[name])
    },
  }
  return { context: own, exports }
}
