import { compileFunction, constants } from 'node:vm'
import { expect, test } from 'vitest'
import { busy, createWork, describe as inWords } from '../../../src/effects/work/work.js'
import { environment } from './environment.js'

/** `import()` as Node.js itself does it: Vitest rewrites the one that is written in a test. */
const nativeImport = compileFunction('return import(url)', ['url'], {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}) as (url: string) => Promise<Record<string, unknown>>

/** A module of its own for each call. */
const module = (code: string): string =>
  `data:text/javascript,${encodeURIComponent(`${code} // ${crypto.randomUUID()}`)}`

test('a native import is under way until its module has been evaluated', async () => {
  using env = environment()
  const gate = Promise.withResolvers<number>()
  Object.assign(globalThis, { importGate: gate.promise })
  const url = module('export const answer = await globalThis.importGate')
  const imported = env.run(() => nativeImport(url))
  expect(inWords(env.state)).toEqual([`import('${url}')`])
  gate.resolve(42)
  expect((await imported)['answer']).toBe(42)
  expect(busy(env.state)).toBe(0)
  Reflect.deleteProperty(globalThis, 'importGate')
})

test('an import of a module that is loaded already is over as well', async () => {
  using env = environment()
  await env.run(() => nativeImport('node:path'))
  await env.run(() => nativeImport('node:path'))
  expect(busy(env.state)).toBe(0)
})

test('an import that fails is over', async () => {
  using env = environment()
  await expect(env.run(() => nativeImport(module('throw new Error("broken module")')))).rejects.toThrow('broken module')
  await expect(env.run(() => nativeImport('file:///no/such/module.mjs'))).rejects.toThrow('Cannot find module')
  expect(busy(env.state)).toBe(0)
})

test('an import counts for the environment that asked for it', async () => {
  using env = environment()
  const other = createWork()
  const imported = env.run(() => nativeImport(module('export {}')))
  const outside = nativeImport(module('export {}'))
  expect([busy(env.state), busy(other)]).toEqual([1, 0])
  await Promise.all([imported, outside])
})
