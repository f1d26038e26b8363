// Evaluates a module that Vite has transformed, with what Vitest gives each module besides.

import { createRequire } from 'node:module'
import { dirname, isAbsolute } from 'node:path'
import vm from 'node:vm'
import type { ModuleRunnerContext } from 'vite/module-runner'

/** CommonJS's names, which Vitest gives to every module. */
interface CommonJs {
  readonly __filename: string
  readonly __dirname: string
  readonly module: object
  readonly exports: object
  readonly require: unknown
}

/** What comes before the code and before its function, in characters: one length for all, so that V8's counts can be read. */
export const HEAD = 256
export const FUNCTION: number = "'use strict';(".length

type Run = (...values: unknown[]) => Promise<void>

interface Compiled {
  readonly head: string
  readonly code: string
  readonly run: Run
}

/** Evaluates modules, some of which it has compiled before they are needed. */
export class Evaluator {
  /** Names the values that each module gets, by those of the last one. */
  #head: string | undefined
  /** By file. */
  readonly #ahead = new Map<string, Compiled>()

  async evaluate(context: ModuleRunnerContext, code: string, file: string): Promise<void> {
    const names = { ...context, ...commonJs(context, code, file) }
    // In brackets V8 compiles a function with the script, but not if it is an arrow: then it does so twice, the second
    // time in the cold start.
    const head = `'use strict';(async function(${Object.keys(names).join(',')}){{`.padEnd(HEAD)
    this.#head = head
    const ahead = this.#ahead.get(file)
    const run = ahead?.code === code && ahead.head === head ? ahead.run : compile(head, code, file)
    await run(...Object.values(names))
    Object.seal(exportsOf(context))
  }

  /** Compiles a module that is going to be evaluated; what cannot be compiled says so then. */
  compileAhead(code: string, file: string): void {
    const head = this.#head
    if (head === undefined || this.#ahead.has(file)) return
    try {
      this.#ahead.set(file, { head, code, run: compile(head, code, file) })
    } catch {
      // Nobody has asked for it yet.
    }
  }
}

function compile(head: string, code: string, file: string): Run {
  return vm.runInThisContext(`${head}${code}\n}})`, { filename: file, columnOffset: -head.length }) as Run
}

/**
 * `module.exports` is the default export, and its members are named ones. `require` is only made for code that names it:
 * it takes as long as all else that is done for a small module.
 */
function commonJs(context: ModuleRunnerContext, code: string, file: string): CommonJs {
  const exports = exportsOf(context)
  const members = new Proxy(exports, {
    set: (target, key, value) => {
      if (!Object.hasOwn(target, 'default')) define(target, 'default', () => ({}))
      if (key !== 'default') define(target, key, () => value)
      return true
    },
  })
  const module = {
    get exports() {
      return members
    },
    set exports(value: unknown) {
      define(exports, 'default', () => value)
      if (typeof value !== 'object' || value === null) return
      for (const key of Object.keys(value)) if (key !== 'default') define(exports, key, () => Reflect.get(value, key))
    },
  }
  // What a plugin makes up is nowhere: `\0…`.
  const require = code.includes('require') && isAbsolute(file) ? createRequire(file) : undefined
  return { __filename: file, __dirname: dirname(file), module, exports: members, require }
}

const exportsOf = (context: ModuleRunnerContext): object => context.__vite_ssr_exports__

function define(target: object, key: PropertyKey, get: () => unknown): void {
  Object.defineProperty(target, key, { get, enumerable: true, configurable: true })
}
