// The modules that a setup module has put others in the place of.

import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import type { EvaluatedModules, ModuleEvaluator } from 'vite/module-runner'
import type { MockFactory } from './setup-context.js'
import { apart, EXAMPLE, showMock } from './setup-exports.js'
import { isVitest, standInForVitest } from './setup-vitest.js'

/** Where a mock stands: by the module's id as Vite has it. */
export interface MockPlace {
  /** Id of the setup module. */
  readonly importer: string
  /** The id of the module that `specifier` means to the setup module; undefined: Vite knows none. */
  locate(specifier: string): Promise<string | undefined>
  /** Makes who imports the module from now on evaluate it again; gives the modules that have imported it. */
  forget(key: string): readonly string[]
}

/** What no package can be called: a path, a name within the project (`#db`), an alias as many projects have it. */
const NO_PACKAGE = /^(?:[./#~]|@\/)/

interface Mock {
  readonly specifier: string
  readonly factory: MockFactory
  exports: Promise<object> | undefined
}

export class Mocks {
  readonly #byKey = new Map<string, Mock>()
  /** Mocks whose module is still looked for: nothing is evaluated before they are in place. */
  readonly #placing = new Set<Promise<void>>()
  /** Resolves when the last of them has its place, or none. */
  #last: Promise<void> = Promise.resolve()

  add(specifier: unknown, factory: unknown, place: MockPlace): void {
    if (typeof specifier !== 'string' || typeof factory !== 'function') {
      const received = `mock(${show(specifier)}, ${show(factory)})`
      throw new TypeError(`${received} takes a specifier and a factory: ${EXAMPLE}`)
    }
    const mock: Mock = { specifier, factory: factory as MockFactory, exports: undefined }
    const placing = this.#place(mock, place, this.#last)
    this.#last = placing.catch(() => undefined)
    this.#placing.add(placing)
    placing.then(
      () => this.#placing.delete(placing),
      // It is thrown where somebody waits.
      () => undefined,
    )
  }

  /** Whether something takes the place of the module `id`. */
  has(id: string): boolean {
    return this.#byKey.has(keyOf(id))
  }

  /** Resolves when each of them stands in its place; rejects with what was wrong with one. */
  async placed(): Promise<void> {
    await Promise.all(this.#placing)
  }

  /** Modules are looked for all at once, and mocks take their places in the order in which they were made. */
  async #place(mock: Mock, place: MockPlace, before: Promise<void>): Promise<void> {
    const { specifier } = mock
    const [id] = await Promise.all([place.locate(specifier), before])
    // A package that is not installed may be imported all the same: the mock is all there is of it.
    if (id === undefined && NO_PACKAGE.test(specifier)) throw new Error(nowhere(specifier, place.importer))
    const key = keyOf(id ?? specifier)
    const earlier = this.#byKey.get(key)
    if (earlier)
      throw new Error(`mock('${specifier}') comes after mock('${earlier.specifier}'), which is the same module`)
    const importers = place.forget(key)
    if (importers.length > 0) throw new Error(tooLate(specifier, importers))
    this.#byKey.set(key, mock)
  }

  /** Evaluates what is mocked as its mock, and all else by `evaluator`. */
  around(evaluator: ModuleEvaluator): ModuleEvaluator {
    return {
      runInlinedModule: async (context, code, module) => {
        const mock = await this.#exportsOf(module.id, async () => {
          const original = apart(context)
          await evaluator.runInlinedModule(original.context, code, module)
          return original.exports
        })
        if (mock) return showMock(context.__vite_ssr_exports__, mock, module.id)
        return evaluator.runInlinedModule(context, code, module) as Promise<unknown>
      },
      runExternalModule: async (url) => {
        const load = (file = url): Promise<object> => evaluator.runExternalModule(file) as Promise<object>
        if (isVitest(url)) return standInForVitest(url, load)
        const mock = await this.#exportsOf(url, load)
        return mock ? showMock(Object.create(null) as object, mock, url) : load()
      },
    }
  }

  /** What stands in the place of the module `id`; undefined: nothing does. `original` evaluates it. */
  async #exportsOf(id: string, original: () => Promise<object>): Promise<object | undefined> {
    if (this.#placing.size > 0) await this.placed()
    const mock = this.#byKey.get(keyOf(id))
    if (!mock) return undefined
    let loaded: Promise<object> | undefined
    return (mock.exports ??= made(mock, () => (loaded ??= original())))
  }
}

/**
 * Has a module evaluated again for who imports it from now on. Gives those that have imported it already, but for
 * `except`: then it is left alone.
 */
export function forget(modules: EvaluatedModules | undefined, key: string, except: string): readonly string[] {
  const known = [...(modules?.idToModuleMap.values() ?? [])].find(({ id }) => keyOf(id) === key)
  const importers = [...(known?.importers ?? [])].filter((id) => id !== except)
  if (known && importers.length === 0) modules?.invalidateModule(known)
  return importers
}

/** The same for an id of Vite's, and for the URL by which Node.js loads that file. */
function keyOf(id: string): string {
  if (isBuiltin(id)) return id.startsWith('node:') ? id : `node:${id}`
  return id.startsWith('file:') ? fileURLToPath(id).replaceAll('\\', '/') : id
}

async function made({ specifier, factory }: Mock, original: () => Promise<object>): Promise<object> {
  const exports: unknown = await factory(original as () => Promise<Record<string, unknown>>)
  if (typeof exports === 'object' && exports !== null) return exports
  throw new TypeError(
    `the factory of mock('${specifier}') gave ${show(exports)}: it takes an object with the module's exports, ` +
      `{ default: … } for a default export.`,
  )
}

function nowhere(specifier: string, importer: string): string {
  return (
    `mock('${specifier}') finds no module, so it would take the place of none. A path is looked for from the folder of ` +
    `the setup module, as import '${specifier}' in ${importer} would be.`
  )
}

function tooLate(specifier: string, importers: readonly string[]): string {
  return (
    `mock('${specifier}') comes too late: ${importers.join(', ')} has imported it, and was imported by the setup module. ` +
    `Import that later, in the function that needs it: await import('…')`
  )
}

/** A value on one line, in a message. */
export function show(value: unknown): string {
  return inspect(value, { depth: 0, breakLength: Infinity })
}
