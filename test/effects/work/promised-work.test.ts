import { describe, expect, test } from 'vitest'
import { promisedWorkEffect } from '../../../src/effects/work/promised-work.js'
import { busy, createWork, describe as inWords } from '../../../src/effects/work/work.js'
import { environment } from './environment.js'

const { subtle } = globalThis.crypto
const bytes = new Uint8Array(16)
const EMPTY_MODULE = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])

interface WebAssemblyLike {
  compile(bytes: Uint8Array): Promise<object>
  instantiate(bytes: Uint8Array): Promise<{ readonly instance: object }>
}
const wasm = Reflect.get(globalThis, 'WebAssembly') as WebAssemblyLike

describe('under way until it settles', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['crypto.subtle.digest', () => subtle.digest('SHA-256', bytes)],
    ['crypto.subtle.generateKey', () => subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt'])],
    ['crypto.subtle.importKey', () => subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt'])],
    ['WebAssembly.compile', () => wasm.compile(EMPTY_MODULE)],
    ['WebAssembly.instantiate', () => wasm.instantiate(EMPTY_MODULE)],
  ])('%s', async (name, start) => {
    using env = environment()
    const result = env.run(start)
    expect(inWords(env.state)).toContain(name)
    await result
    expect(busy(env.state)).toBe(0)
  })
})

test('a call that fails is over, with its own error', async () => {
  using env = environment()
  const compiling = env.run(() => wasm.compile(bytes))
  expect(busy(env.state)).toBe(1)
  await expect(compiling).rejects.toThrow('expected magic word')
  expect(busy(env.state)).toBe(0)
})

test('a call that rejects unhandled is still reported as unhandled', async () => {
  using env = environment()
  const listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  const reported = new Promise((resolve) => process.once('unhandledRejection', resolve))
  void env.run(() => wasm.compile(bytes))
  expect(String(await reported)).toContain('expected magic word')
  for (const listener of listeners) process.on('unhandledRejection', listener)
})

test('calls count for the environment that made them', async () => {
  using env = environment()
  const other = createWork()
  const inside = env.run(() => subtle.digest('SHA-256', bytes))
  const outside = subtle.digest('SHA-256', bytes)
  expect([busy(env.state) > 0, busy(other)]).toEqual([true, 0])
  expect(await inside).toEqual(await outside)
})

test('the undo restores every method', () => {
  const targets = [Object.getPrototypeOf(subtle) as object, wasm]
  const before = targets.map((target) => Object.getOwnPropertyDescriptors(target))
  const undo = promisedWorkEffect.install(() => undefined)
  expect(targets.map((target) => Object.getOwnPropertyDescriptors(target))).not.toEqual(before)
  undo()
  expect(targets.map((target) => Object.getOwnPropertyDescriptors(target))).toEqual(before)
})
