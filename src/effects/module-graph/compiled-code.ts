// Compiled code of the project's modules: compiled once in a worker, and evaluated anew by each environment.

import vm from 'node:vm'
import type { Current, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import { asSloppyFunction, evaluateAsNode } from './common-js-module.js'
import type { ModuleGraphState } from './module-graph.js'
import { isOneInstance } from './module-table.js'
import { commonJsFormat } from './node-format.js'
import { commonJsError } from './syntax-error.js'
import type { ModuleEvaluator, ModuleNode } from './vitest-modules.js'

/** A module's code as one function, whose calls share nothing: whatever the module keeps is made in the call. */
interface Compiled {
  readonly code: string
  readonly run: unknown
  /** It may use the `require` that the evaluator makes for every module, at the price of compiling a small one. */
  readonly requires: boolean
}

/** A module that is about to be compiled. */
interface Asked {
  readonly node: ModuleNode
  readonly code: string
}

/**
 * Vitest's evaluator compiles a module whenever it evaluates it, by `vm.runInThisContext`: for a small module that is a
 * quarter of a cold start, and one more script for the debugger and for coverage to keep. Evaluations of environments
 * share the compiled function instead. Of the language only a tagged template can tell: each place where one stands in
 * the code passes the same frozen object in every environment. An evaluator that compiles in another way goes on doing so.
 */
export function compileOnce(evaluator: ModuleEvaluator, current: Current<ModuleGraphState>): Undo {
  const { runInlinedModule: evaluate, createRequire } = evaluator
  const compile = vm.runInThisContext
  const compiled = new WeakMap<ModuleNode, Compiled>()
  let pending: Asked | undefined
  const known = (): Compiled | undefined => {
    const found = pending && compiled.get(pending.node)
    return found && found.code === pending?.code ? found : undefined
  }
  const undos = [
    patch(evaluator, 'runInlinedModule', {
      value(this: ModuleEvaluator, ...args: Parameters<ModuleEvaluator['runInlinedModule']>): Promise<unknown> {
        const [, code, node] = args
        pending = current() && { node, code }
        try {
          return evaluate.apply(this, args)
        } finally {
          pending = undefined
        }
      },
    }),
    patch(vm, 'runInThisContext', {
      value(...args: Parameters<typeof compile>): unknown {
        const [asked, before] = [pending, known()]
        // Only the evaluator's own call counts: the next may be one of the module itself.
        pending = undefined
        if (before) return before.run
        const run: unknown = asked ? compileModule(compile, args, asked, current) : compile(...args)
        if (asked) compiled.set(asked.node, { code: asked.code, run, requires: REQUIRES.test(asked.code) })
        return run
      },
    }),
  ]
  if (createRequire) {
    undos.push(
      patch(evaluator, 'createRequire', {
        value(this: ModuleEvaluator, url: string) {
          return known()?.requires === false ? outOfReach : createRequire.call(this, url)
        },
      }),
    )
  }
  return unwind(undos)
}

type Compile = typeof vm.runInThisContext

/** The function that evaluates the module: Vitest's, or for CommonJS one that does it as Node.js would. */
function compileModule(
  compile: Compile,
  [wrapped, options]: Parameters<Compile>,
  { node, code }: Asked,
  current: Current<ModuleGraphState>,
): unknown {
  const format = isOneInstance(node.id) ? undefined : commonJsFormat(node.file, code)
  const sloppy = format && asSloppyFunction(wrapped)
  if (sloppy === undefined) return compile(wrapped, options)
  try {
    return evaluateAsNode(compile(sloppy, options), wrapped, current)
  } catch (error) {
    // With `await` at its top it is an ES module to Node.js, unless something says that it is not.
    if (format === 'certain') throw commonJsError(node.file ?? '') ?? error
    return compile(wrapped, options)
  }
}

/** Code that has neither word cannot get hold of the `require` among its parameters. */
const REQUIRES = /\b(?:require|eval)\b/

function outOfReach(): never {
  throw new Error('require() was called by a module whose code does not name it.')
}
