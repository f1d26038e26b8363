import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { SHARE_ENV, Worker } from 'node:worker_threads'
import workerThreads from 'node:worker_threads'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createVariables, variablesEffect, type VariablesState } from '../../../src/effects/variables.js'

const inside = new AsyncLocalStorage<VariablesState>()

function install(): void {
  onTestFinished(variablesEffect.install(() => inside.getStore()))
}

const environment = (): VariablesState => createVariables({ variables: { TABLE: 'orders', EMPTY: '' }, hostNames: [] })

/** What a thread finds in `process.env`, and says before it ends. */
async function envOf(start: (code: string) => Worker): Promise<Record<string, string>> {
  const worker = start(`require('node:worker_threads').parentPort.postMessage({ ...process.env })`)
  const [[variables]] = (await Promise.all([once(worker, 'message'), once(worker, 'exit')])) as [
    [Record<string, string>],
    unknown,
  ]
  return variables
}

beforeEach(() => {
  vi.stubEnv('VL_HOST', 'host')
  return () => vi.unstubAllEnvs()
})

test.each([
  ['no options but eval', {}],
  ['env: undefined', { env: undefined }],
  ['env: null', { env: null }],
  ['SHARE_ENV', { env: SHARE_ENV }],
])('a worker thread of an environment has its variables and none of the host: with %s [ENV-4]', async (_, options) => {
  install()
  const seen = await inside.run(environment(), () =>
    envOf((code) => new Worker(code, { eval: true, ...options } as ConstructorParameters<typeof Worker>[1])),
  )
  expect(seen).toEqual({ TABLE: 'orders', EMPTY: '' })
})

test('a worker thread that is handed process.env has the variables of the environment, as they are then [ENV-9]', async () => {
  install()
  const seen = await inside.run(environment(), () => {
    process.env['TABLE'] = 'changed'
    return envOf((code) => new Worker(code, { eval: true, env: process.env }))
  })
  expect(seen).toEqual({ TABLE: 'changed', EMPTY: '' })
})

test('a worker thread that is handed variables of its own has these', async () => {
  install()
  const seen = await inside.run(environment(), () => envOf((code) => new Worker(code, { eval: true, env: { A: '1' } })))
  expect(seen).toEqual({ A: '1' })
})

test('what a worker thread assigns does not come back, SHARE_ENV or not', async () => {
  install()
  const state = environment()
  await inside.run(state, () => once(new Worker(`process.env.TABLE = 'x'`, { eval: true, env: SHARE_ENV }), 'exit'))
  expect(state.values.get('TABLE')).toBe('orders')
  expect(process.env['TABLE']).toBeUndefined()
})

test('a worker thread of the test itself is left alone', async () => {
  install()
  expect(await envOf((code) => new Worker(code, { eval: true }))).toMatchObject({ VL_HOST: 'host' })
})

test('a class that extends Worker is one with the variables of the environment', async () => {
  install()
  // Vite binds the base class of a top-level import when the file begins, which is before the install here.
  const { Worker: Base } = workerThreads
  class Named extends Base {
    readonly label = 'mine'
  }
  let worker: Named | undefined
  const seen = await inside.run(environment(), () => envOf((code) => (worker = new Named(code, { eval: true }))))
  expect(seen).toEqual({ TABLE: 'orders', EMPTY: '' })
  expect(worker).toBeInstanceOf(Named)
  expect(worker).toBeInstanceOf(Worker)
  expect(worker?.label).toBe('mine')
})

test.each([
  ['no file', []],
  ['an env that is none', ['0', { eval: true, env: 'x' }]],
  ['options that are none', ['0', null]],
])('what Node refuses it refuses inside: %s', (_, args) => {
  install()
  const start = (): unknown => Reflect.construct(Worker, args)
  const outside = errorOf(start)
  expect(outside).toBeInstanceOf(TypeError)
  expect(inside.run(environment(), () => errorOf(start))).toEqual(outside)
})

test('the class is Node’s own again after the undo, for every way of importing it', () => {
  const before = workerThreads.Worker
  const undo = variablesEffect.install(() => inside.getStore())
  expect(workerThreads.Worker).not.toBe(before)
  expect(Worker).toBe(workerThreads.Worker)
  undo()
  expect(workerThreads.Worker).toBe(before)
  expect(Worker).toBe(before)
})

function errorOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
