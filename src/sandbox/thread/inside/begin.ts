// The first code in a thread: runs the rest, with what V8 has compiled of that in other threads.

import { createRequire, enableCompileCache } from 'node:module'
import { constants, Script } from 'node:vm'
import { workerData } from 'node:worker_threads'
import { patch } from '../../../effects/patch.js'
import type { Boot, Compile } from '../boot.js'

type CommonJs = (exports: object, require: NodeJS.Require, module: object, __filename: string) => void

const boot = workerData as Boot
if (boot.compileCache !== undefined) enableCompileCache(boot.compileCache)

const { file, source, compiled } = boot.program
const script = new Script(`(function (exports, require, module, __filename) {${source}\n})`, {
  filename: file,
  ...(compiled && { cachedData: compiled }),
  // Code that is compiled by itself has no `import()` otherwise.
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
})
const module = { exports: {} }
;(script.runInThisContext() as CommonJs)(module.exports, createRequire(file), module, file)

// Who counts what runs has V8 compile it otherwise.
const isKept = script.cachedDataRejected === false || boot.countedBy !== undefined
const { run } = module.exports as { readonly run: (boot: Boot, compile: Compile) => Promise<never> }
// With the first `import()`, which is the first thing that it does, Node.js warns that the option for it may change one
// day: no user of a function can do anything about that.
const undo = patch(process, 'emitWarning', { value: () => undefined })
void run(boot, isKept ? undefined : () => script.createCachedData())
undo()
