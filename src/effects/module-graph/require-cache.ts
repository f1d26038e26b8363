// The require cache: files that Node.js loads for `require()` are an environment's own, as its other modules are.

import { Module } from 'node:module'
import type { Current, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import type { ModuleGraphState } from './module-graph.js'
import { isTestTool, packageFolder, packageName } from './packages.js'
import type { SharedPackages } from './shared-packages.js'

type Cache = Record<string, NodeJS.Module | undefined>

/** What is used of Node's module loader: `_cache` is the object behind the documented `require.cache`. */
interface Loader {
  readonly _cache: Cache
  readonly _resolveFilename: (request: string, parent: NodeJS.Module) => string
  readonly prototype: { readonly require: Require }
}

type Require = (this: NodeJS.Module, id: string) => unknown

/**
 * Routes the cache of required modules: code of an environment finds there what it has required itself. That goes for the
 * project's own files and for the packages in `freshFolders`; all other packages are everybody's, and are noted as shared
 * when the project's own code requires one that was there before.
 */
export function routeRequireCache(
  freshFolders: ReadonlySet<string>,
  packages: SharedPackages,
  current: Current<ModuleGraphState>,
): Undo {
  const loader = Module as unknown as Loader
  const shared = loader._cache
  const own = (key: PropertyKey): Map<string, NodeJS.Module> | undefined =>
    typeof key === 'string' && isOwn(key, freshFolders) ? current()?.required : undefined
  const cache = new Proxy(shared, {
    get: (_, key: string) => (own(key) ? own(key)?.get(key) : shared[key]),
    has: (_, key: string) => own(key)?.has(key) ?? key in shared,
    set(_, key: string, module: NodeJS.Module) {
      const modules = own(key)
      if (modules) modules.set(key, module)
      else shared[key] = module
      return true
    },
    deleteProperty(_, key: string) {
      const modules = own(key)
      return modules ? modules.delete(key) || true : Reflect.deleteProperty(shared, key)
    },
    ownKeys: () => [...Reflect.ownKeys(shared).filter((key) => !own(key)), ...(current()?.required.keys() ?? [])],
    getOwnPropertyDescriptor(_, key: string) {
      const modules = own(key)
      if (!modules) return Reflect.getOwnPropertyDescriptor(shared, key)
      const module = modules.get(key)
      return module && { value: module, writable: true, enumerable: true, configurable: true }
    },
  })
  return unwind([patch(loader, '_cache', { value: cache }), noteRequired(loader, shared, packages, current)])
}

/** Neither a native addon, which Node loads once into a process, nor a package that is everybody's. */
function isOwn(file: string, freshFolders: ReadonlySet<string>): boolean {
  if (file.endsWith('.node')) return false
  const folder = packageFolder(file)
  return folder === undefined || freshFolders.has(folder)
}

/** Notes a package that the project's own code requires and that was loaded before the environment asked for it. */
function noteRequired(
  loader: Loader,
  shared: Cache,
  packages: SharedPackages,
  current: Current<ModuleGraphState>,
): Undo {
  const original = loader.prototype.require
  /** The file of a package that the environment has not asked for before. */
  const newlyAsked = (state: ModuleGraphState, id: string, parent: NodeJS.Module): string | undefined => {
    const file = resolveQuietly(loader, id, parent)
    const name = file === undefined ? undefined : packageName(file)
    if (name === undefined || isTestTool(name) || state.asked.has(name)) return undefined
    state.asked.add(name)
    return file
  }
  return patch(loader.prototype, 'require', {
    value: function require(this: NodeJS.Module, id: string): unknown {
      const state = current()
      const own = state && !/^(?:node:|[./\\])/.test(id) && packageName(this.filename ?? '') === undefined
      const file = own ? newlyAsked(state, id, this) : undefined
      const before = file === undefined ? undefined : shared[file]
      if (state && file !== undefined && before) packages.found(state, file, before, before.exports)
      const exports = original.call(this, id)
      const after = file === undefined || before ? undefined : shared[file]
      if (file !== undefined && after) packages.evaluated(file, after, exports)
      return exports
    },
  })
}

function resolveQuietly(loader: Loader, id: string, parent: NodeJS.Module): string | undefined {
  try {
    return loader._resolveFilename(id, parent)
  } catch {
    return undefined
  }
}
