// The first code in a thread: runs the rest, with what V8 has compiled of that in other threads.

import { createRequire, enableCompileCache } from 'node:module'
import { constants, Script } from 'node:vm'
import { workerData } from 'node:worker_threads'
import { patch } from '../../../effects/patch.js'
import type { Boot, Compile } from '../boot.js'

type CommonJs = (exports: object, require: NodeJS.Require, module: object, __filename: string) => void

const boot = workerData as Boot
if (boot.compileCache !== undefined) enableCompileCache(boot.compileCache)

const script = quietly(compile)
const { file } = boot.program
const module = { exports: {} }
;(script.runInThisContext() as CommonJs)(module.exports, createRequire(file), module, file)

// Who counts what runs has V8 compile it otherwise.
const isKept = script.cachedDataRejected === false || boot.countedBy !== undefined
const { run } = module.exports as { readonly run: (boot: Boot, compile: Compile) => Promise<never> }
void run(boot, isKept ? undefined : () => script.createCachedData())

function compile(): Script {
  const { file: filename, source, compiled } = boot.program
  return new Script(`(function (exports, require, module, __filename) {${source}\n})`, {
    filename,
    ...(compiled && { cachedData: compiled }),
    // Code that is compiled by itself has no `import()` otherwise.
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
}

/** Node.js warns that the option may change one day, which no user of a function can do anything about. */
function quietly<Result>(act: () => Result): Result {
  const undo = patch(process, 'emitWarning', { value: () => undefined })
  try {
    return act()
  } finally {
    undo()
  }
}
