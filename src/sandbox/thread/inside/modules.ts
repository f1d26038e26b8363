// The modules of a thread: the project's own by Vite's module runner, packages by Node.js itself.

import { dirname, normalize } from 'node:path'
import { pathToFileURL } from 'node:url'
import type {
  EvaluatedModules,
  ModuleEvaluator,
  ModuleRunner,
  ModuleRunnerContext,
  ModuleRunnerImportMeta,
} from 'vite/module-runner'
import { missingHandlerFile } from '../../../effects/module-graph/load-failure.js'
import { failAsNode, fetchOnce, linkStrictly } from '../../../effects/module-graph/mocker.js'
import { createModuleGraph } from '../../../effects/module-graph/module-graph.js'
import type { ModuleNode } from '../../../effects/module-graph/vitest-modules.js'
import type { FetchedGraph, Foresight, Question } from '../messages.js'
import { Evaluator } from './evaluate.js'
import { Fetched } from './fetched.js'
import { importCommonJs, isCommonJs } from './import-common-js.js'
import { importPackage } from './import-package.js'
import { ownSourceMap } from './own-source-map.js'
import type { SetupModules } from './setup.js'
import { Mocks } from './setup-mocks.js'

type Ask = (question: Question) => Promise<unknown>

export class Modules implements ModuleEvaluator, SetupModules {
  readonly mocks: Mocks = new Mocks()
  readonly #ask: Ask
  readonly #fetched: Fetched
  readonly #evaluator = new Evaluator()
  #foreseen: Foresight | undefined
  /** Files that were evaluated here. */
  readonly evaluated: Set<string> = new Set()
  #runner: ModuleRunner | undefined
  #loading = 0
  /** The file that requires the handler's own, until that is evaluated. */
  #requiredBy: string | undefined

  constructor(ask: Ask) {
    this.#ask = ask
    this.#fetched = new Fetched(ask)
  }

  /** How many modules are being fetched or read: no virtual time passes for them. */
  get loading(): number {
    return this.#loading
  }

  /** Loads the runner behind `url`, before anything is replaced: its own timers and clocks stay real. */
  async boot(url: string): Promise<void> {
    const { ModuleRunner, createDefaultImportMeta } = (await import(url)) as typeof import('vite/module-runner')
    const invoke = async (payload: object): Promise<{ result: unknown } | { error: unknown }> => {
      const { name, data } = (payload as { data: { name: string; data: unknown[] } }).data
      return { result: await this.#counted(this.#fetched.answer(name, data)) }
    }
    this.#runner = new ModuleRunner(
      {
        transport: { invoke },
        hmr: false,
        sourcemapInterceptor: { retrieveSourceMap: (file) => (this.evaluated.has(file) ? null : ownSourceMap(file)) },
        createImportMeta: importMeta(createDefaultImportMeta('/')),
      },
      this.mocks.around(this),
    )
    loadAsNode(this.#runner, (moduleUrl) => this.#take(moduleUrl))
  }

  /** The handler's module. `requiredBy`: the file that requires it, where none imports it. */
  async import(id: string, importer: string | undefined, requiredBy: string | undefined): Promise<unknown> {
    const url = await this.locate(id, importer)
    if (url === undefined) throw missingHandlerFile(id)
    this.#requiredBy = requiredBy
    return this.load(url)
  }

  /** Which function is going to run here, most likely. */
  foresee(foreseen: Foresight): void {
    this.#foreseen = foreseen
    this.#fetched.know(foreseen.graph)
  }

  /** Compiles what is foreseen, and has the runner know it. */
  compileAhead(): void {
    for (const [url, module] of this.#foreseen?.graph ?? []) {
      this.#take(url)
      if ('code' in module) this.#evaluator.compileAhead(module.code, module.file)
    }
  }

  async locate(id: string, importer?: string): Promise<string | undefined> {
    const { code, url } = this.#foreseen ?? {}
    if (code?.id === id && code.importer === importer) return url
    return (await this.#counted(this.#ask({ name: 'locate', id, importer }))) as string | undefined
  }

  async load(url: string): Promise<unknown> {
    await this.#counted(this.#fetched.graph(url))
    return this.#runner?.import(url)
  }

  /** Evaluates modules that are in no project, and forgets them. */
  async rehearse(entry: string, graph: FetchedGraph): Promise<unknown> {
    this.#fetched.know(graph)
    const exports: unknown = await this.#runner?.import(entry)
    this.#runner?.clearCache()
    this.#fetched.forget(graph)
    this.evaluated.clear()
    return exports
  }

  get known(): EvaluatedModules | undefined {
    return this.#runner?.evaluatedModules
  }

  /** What came with a graph is there, and the runner gets to know it. */
  #take(url: string): ModuleNode | undefined {
    const nodes = this.#runner?.evaluatedModules
    const node = nodes?.getModuleByUrl(url)
    if (node?.meta) return node as ModuleNode
    const module = this.#fetched.get(url)
    if (!nodes || !module) return undefined
    const [id, itsUrl] = 'code' in module ? [module.id, module.url] : [module.externalize, url]
    return Object.assign(nodes.ensureModule(id, itsUrl), { meta: { ...module, id, url: itsUrl } }) as ModuleNode
  }

  runInlinedModule(context: ModuleRunnerContext, code: string, module: { readonly file: string }): Promise<unknown> {
    this.#requiredBy = undefined
    this.evaluated.add(module.file)
    return this.#evaluator.evaluate(context, code, module.file)
  }

  runExternalModule(url: string): Promise<unknown> {
    const requiredBy = this.#requiredBy
    this.#requiredBy = undefined
    return this.#counted(isCommonJs(url) ? importCommonJs(url, requiredBy) : importPackage(url))
  }

  async #counted<Result>(promise: Promise<Result>): Promise<Result> {
    this.#loading++
    try {
      return await promise
    } finally {
      this.#loading--
    }
  }
}

/** As Vite's own, which looks at each character of a path four times. */
function importMeta(own: ModuleRunnerImportMeta): (path: string) => ModuleRunnerImportMeta {
  return (path) => {
    const filename = normalize(path)
    return { ...own, filename, dirname: dirname(filename), url: pathToFileURL(filename).href }
  }
}

/** As in process: what cannot be loaded, or is not exported, is told in the words of Node.js (RES-11); `find` knows modules. */
function loadAsNode(runner: ModuleRunner, find: (url: string) => ModuleNode | undefined): void {
  const { idToModuleMap: nodes } = runner.evaluatedModules
  const known = runner as unknown as Parameters<typeof failAsNode>[0]
  const graph = createModuleGraph()
  failAsNode(known, () => graph)
  fetchOnce(known, find)
  linkStrictly(known, nodes as ReadonlyMap<string, ModuleNode>, () => graph)
}
