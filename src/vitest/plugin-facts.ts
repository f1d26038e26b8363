// What the plugin tells the workers: plain data that crosses from Vitest's process.

import type { LambdaConfig } from '../function/config.js'
import type { LeakRules } from './leak-rules.js'

/** Facts of one project. */
export interface PluginFacts {
  /** The project's root directory. */
  readonly root: string
  readonly defaults: LambdaConfig
  /** Sources of the path patterns of the packages that Vite loads: only those can be evaluated anew. */
  readonly fresh: readonly string[]
  readonly leakRules: LeakRules
}

declare module 'vitest' {
  interface ProvidedContext {
    vitestLambda: PluginFacts
  }
}
