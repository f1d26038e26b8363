// The first code in a thread: runs the rest, with what V8 has compiled of that in other threads.

import { createRequire, enableCompileCache } from 'node:module'
import { Script } from 'node:vm'
import { workerData } from 'node:worker_threads'
import type { Beginning, Boot } from '../boot.js'

type CommonJs = (exports: object, require: NodeJS.Require, module: object, __filename: string) => void

const boot = workerData as Boot
if (boot.compileCache !== undefined) enableCompileCache(boot.compileCache)

const { file, source, compiled } = boot.program
const script = new Script(`(function (exports, require, module, __filename) {${source}\n})`, {
  filename: file,
  ...(compiled && { cachedData: compiled }),
})
const module = { exports: {} }
;(script.runInThisContext() as CommonJs)(module.exports, createRequire(file), module, file)

const beginning: Beginning = {
  // Code that is compiled by itself has no loader.
  importModule: (url) => import(url) as Promise<unknown>,
  // Who counts what runs has V8 compile it otherwise.
  compile: script.cachedDataRejected === false || boot.countedBy ? undefined : () => script.createCachedData(),
}
void (module.exports as { readonly run: (boot: Boot, beginning: Beginning) => Promise<never> }).run(boot, beginning)
