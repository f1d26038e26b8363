// The modules of a thread: the project's own by Vite's module runner, packages by Node.js itself.

import type { ModuleEvaluator, ModuleRunner, ModuleRunnerContext } from 'vite/module-runner'
import { missingHandlerFile } from '../../../effects/module-graph/load-failure.js'
import type { Question } from '../messages.js'
import { evaluate } from './evaluate.js'
import { importPackage } from './import-package.js'

type Ask = (question: Question) => Promise<unknown>

export class Modules implements ModuleEvaluator {
  readonly #ask: Ask
  readonly #startOffset: number
  #runner: ModuleRunner | undefined
  #loading = 0

  constructor(ask: Ask, startOffset = 0) {
    this.#startOffset = startOffset
    this.#ask = ask
  }

  /** How many modules are being fetched or read: no virtual time passes for them. */
  get loading(): number {
    return this.#loading
  }

  /** Loads the runner behind `url`, before anything is replaced: its own timers and clocks stay real. */
  async boot(url: string): Promise<void> {
    const { ModuleRunner } = (await import(url)) as typeof import('vite/module-runner')
    const invoke = async (payload: object): Promise<{ result: unknown } | { error: unknown }> => {
      const { name, data } = (payload as { data: { name: string; data: unknown[] } }).data
      return { result: await this.#counted(this.#ask({ name: 'invoke', call: name, args: data })) }
    }
    this.#runner = new ModuleRunner(
      { transport: { invoke }, hmr: false, sourcemapInterceptor: 'prepareStackTrace' },
      this,
    )
  }

  async import(id: string, importer: string | undefined): Promise<unknown> {
    const url = await this.#counted(this.#ask({ name: 'locate', id, importer }))
    if (typeof url !== 'string') throw missingHandlerFile(id)
    return this.#runner?.import(url)
  }

  runInlinedModule(context: ModuleRunnerContext, code: string, module: { readonly file: string }): Promise<unknown> {
    return evaluate(context, code, module.file, this.#startOffset)
  }

  runExternalModule(url: string): Promise<unknown> {
    return this.#counted(importPackage(url))
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
