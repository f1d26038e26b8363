// The setup module of an environment: evaluated before the handler's, to mock modules; its exports are called by the test.

import type { EvaluatedModules } from 'vite/module-runner'
import { cannotCross } from '../cannot-cross.js'
import type { SetupContext } from './setup-context.js'
import { forget, type Mocks, type MockPlace, show } from './setup-mocks.js'

type Exports = Readonly<Record<string, unknown>>

/** What a setup needs of the modules of its thread. */
export interface SetupModules {
  readonly mocks: Mocks
  /** The id of a module as `importer` means it; of a file from the project's root without one. */
  locate(id: string, importer?: string): Promise<string | undefined>
  load(id: string): Promise<unknown>
  /** What has been imported. */
  readonly known: EvaluatedModules | undefined
}

const METHODS = ['debug', 'error', 'info', 'log', 'warn'] as const

export class Setup {
  /** As the user wrote it. */
  readonly #path: string
  readonly #modules: SetupModules
  /** Of its module, once that was found. */
  #id = ''
  #exports: Exports = {}
  #done: Promise<void> | undefined
  /** Why it could not be run: no failure of the function's. */
  failure: Error | undefined

  /** `echo` shows under the running test what the functions write when the test calls them. */
  constructor(path: string, modules: SetupModules, echo: (method: string, args: readonly unknown[]) => void) {
    this.#path = path
    this.#modules = modules
    // Its own output would wait for the thread's event loop.
    for (const method of METHODS) console[method] = (...args: unknown[]) => echo(method, args)
  }

  /** Runs it, once. */
  run(): Promise<void> {
    return (this.#done ??= this.#run())
  }

  async #run(): Promise<void> {
    try {
      await this.#setUp()
    } catch (error) {
      throw (this.failure = failed(this.#path, error))
    }
  }

  async #setUp(): Promise<void> {
    const { mocks } = this.#modules
    const id = await this.#modules.locate(this.#path)
    if (id === undefined) throw new Error('there is no such file. It is looked for from the root of the project')
    this.#id = id
    this.#exports = (await this.#modules.load(id)) as Exports
    const { default: setUp } = this.#exports
    if (setUp === undefined) return
    if (typeof setUp !== 'function') throw new TypeError(`its default export is ${show(setUp)}: it takes ${FORM}`)
    const place: MockPlace = {
      importer: id,
      locate: (specifier) => this.#modules.locate(specifier, id),
      forget: (key) => forget(this.#modules.known, key, id),
    }
    const context: SetupContext = {
      mock: (specifier, factory) => mocks.add(specifier, factory, place),
    }
    await Reflect.apply(setUp, undefined, [context])
    await mocks.placed()
  }

  /** Ids of the modules that were loaded without it: it neither mocks nor imports them. */
  leftAlone(): readonly string[] {
    const { known, mocks } = this.#modules
    return [...(known?.idToModuleMap.values() ?? [])]
      .filter(({ promise, id, importers }) => promise && !mocks.has(id) && !importers.has(this.#id))
      .flatMap(({ meta }) => meta?.id ?? [])
  }

  /** Calls an export for the test. */
  async call(name: string, args: readonly unknown[]): Promise<unknown> {
    const exported = this.#exports[name]
    if (typeof exported !== 'function') throw new TypeError(this.#noFunction(name, exported))
    const value: unknown = await Reflect.apply(exported, undefined, args)
    try {
      return structuredClone(value)
    } catch (error) {
      throw new TypeError(cannotCross(`what ${name}() in ${this.#path} gave`, error), { cause: error })
    }
  }

  #noFunction(name: string, exported: unknown): string {
    const names = Object.keys(this.#exports).filter(
      (key) => key !== 'default' && typeof this.#exports[key] === 'function',
    )
    const is = exported === undefined ? 'is not exported' : `is ${show(exported)}`
    const known = names.length === 0 ? 'it exports no function' : `its functions are ${names.join(', ')}`
    return `setup().${name}(): '${name}' of ${this.#path} ${is}; ${known}. What a test wants to read, a function has to give.`
  }
}

const FORM = `a function: export default ({ mock }) => { mock('./src/db.js', () => ({ query })) }`

/** Says whose failure it is; the stack stays that of the user's code. */
function failed(path: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  const failure = new Error(`setup '${path}' failed before the handler was loaded: ${reason}`, { cause: error })
  const frames = error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined
  if (frames && frames.length > 0) failure.stack = [`Error: ${failure.message}`, ...frames].join('\n')
  return failure
}
