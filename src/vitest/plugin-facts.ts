// What the plugin tells the workers: plain data that crosses from Vitest's process.

import type { LambdaConfig } from '../function/config.js'
import type { CountedBy } from '../sandbox/thread/coverage.js'
import type { LeakRules } from './leak-rules.js'

/** Facts of one project. */
export interface PluginFacts {
  /** The project's root directory. */
  readonly root: string
  readonly defaults: LambdaConfig
  /** Sources of the path patterns of the packages that Vite loads: only those can be evaluated anew. */
  readonly fresh: readonly string[]
  readonly leakRules: LeakRules
  /** Where threads get the project's modules from. */
  readonly modules: ModuleSource
}

/** A project's modules, as its Vite has them. */
export interface ModuleSource {
  /** Path of a local socket, or name of a pipe. */
  readonly address: string
  readonly project: string
  /** URL of the module runner of the Vite that transforms them. */
  readonly moduleRunner: string
  /** Folder for compiled code, of packages and of what threads run, from run to run; undefined: none. */
  readonly compileCache: string | undefined
  /** Who counts what runs in threads, for Vitest's coverage; undefined: nobody. */
  readonly countedBy: CountedBy | undefined
  /** Whether a debugger is attached to Vitest's own process: it has the threads of workers that are threads, too. */
  readonly debugged: boolean
}

declare module 'vitest' {
  interface ProvidedContext {
    vitestLambda: PluginFacts
  }
}
