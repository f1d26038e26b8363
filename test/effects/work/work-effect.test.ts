import { createHook } from 'node:async_hooks'
import { channel } from 'node:diagnostics_channel'
import { readFile } from 'node:fs/promises'
import { Socket } from 'node:net'
import { promisify } from 'node:util'
import { Gzip, gzip } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWork, describe as inWords, activity, busy } from '../../../src/effects/work/work.js'
import { refd } from '../../../src/effects/work/handles.js'
import { workEffect } from '../../../src/effects/work/work-effect.js'
import { environment } from './environment.js'

const CHANNELS = [
  'child_process',
  'http.client.request.created',
  'http.client.request.error',
  'http.client.request.start',
  'http.client.response.finish',
  'http2.client.stream.created',
  'tracing:module.import:asyncEnd',
  'tracing:module.import:start',
  'undici:client:sendHeaders',
  'undici:request:create',
  'undici:request:error',
  'undici:request:headers',
  'undici:request:trailers',
]

/** Every object the effect replaces something on. */
const touched = (): object[] => {
  const all: object[] = [Socket.prototype, Reflect.get(globalThis, 'WebAssembly') as object]
  all.push(Object.getPrototypeOf(globalThis.crypto.subtle) as object)
  for (let at: object | null = Gzip.prototype; at; at = Object.getPrototypeOf(at) as object | null) all.push(at)
  return all
}

test('after the undo nothing is replaced and nothing is subscribed to', () => {
  const before = touched().map((target) => Object.getOwnPropertyDescriptors(target))
  const subscribed = CHANNELS.map((name) => channel(name).hasSubscribers)
  const undo = workEffect.install(() => undefined)
  expect(CHANNELS.filter((name) => !channel(name).hasSubscribers)).toEqual([])
  undo()
  expect(CHANNELS.map((name) => channel(name).hasSubscribers)).toEqual(subscribed)
  expect(touched().map((target) => Object.getOwnPropertyDescriptors(target))).toEqual(before)
})

test('after the undo nothing is counted', async () => {
  const state = createWork()
  const env = environment(state)
  env[Symbol.dispose]()
  const work = env.run(() => Promise.all([readFile(import.meta.filename), promisify(gzip)('text'), fetch('data:,')]))
  expect([busy(state), activity(state), refd(state)]).toEqual([0, 0, []])
  await work
})

test('undoing twice changes nothing', () => {
  const before = Object.getOwnPropertyDescriptors(Socket.prototype)
  const undo = workEffect.install(() => undefined)
  undo()
  undo()
  expect(Object.getOwnPropertyDescriptors(Socket.prototype)).toEqual(before)
})

test('it can be installed again after the undo', async () => {
  for (let i = 0; i < 3; i++) {
    using env = environment()
    const reading = env.run(() => readFile(import.meta.filename))
    expect(busy(env.state)).toBe(1)
    await reading
    expect(busy(env.state)).toBe(0)
  }
})

test('work of the test and work outside any environment are never counted', async () => {
  using env = environment()
  await Promise.all([readFile(import.meta.filename), promisify(gzip)('text')])
  expect(env.state.changes).toBe(0)
})

test('work belongs to the environment whose code is running when it starts, also after an await', async () => {
  using env = environment()
  const other = createWork()
  const started = Promise.withResolvers<void>()
  const later = env.run(async () => {
    await started.promise
    return readFile(import.meta.filename)
  })
  env.runIn(other, () => started.resolve())
  await started.promise
  await Promise.resolve()
  expect([busy(env.state), busy(other)]).toEqual([1, 0])
  await later
})

test('two environments at work side by side never see each other', async () => {
  using env = environment()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 12 }), async (steps) => {
      const states = [createWork(), createWork(), createWork()]
      const kinds: (() => Promise<unknown>)[] = [
        () => readFile(import.meta.filename),
        () => promisify(gzip)('text'),
        () => Promise.resolve(),
      ]
      const names = ['file system request', 'gzip', undefined]
      const expected = states.map(() => new Map<string, number>())
      const all = steps.map(([which, kind]) => {
        const name = names[kind]
        const counts = expected[which]
        if (name !== undefined) counts?.set(name, (counts.get(name) ?? 0) + 1)
        return env.runIn(states[which] ?? env.state, kinds[kind] ?? (() => Promise.resolve()))
      })
      const words = expected.map((counts) =>
        [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count} times)`)).toSorted(),
      )
      expect(states.map((state) => inWords(state).toSorted())).toEqual(words)
      await Promise.all(all)
      expect(states.map(busy)).toEqual([0, 0, 0])
    }),
    { numRuns: 50 },
  )
})

test('an invocation that only awaits and sets timers leaves the state untouched', async () => {
  using env = environment()
  await env.run(async () => {
    for (let i = 0; i < 10; i++) await Promise.resolve()
    clearTimeout(setTimeout(() => undefined, 1000))
    await new Promise((resolve) => process.nextTick(resolve))
  })
  expect(env.state.changes).toBe(0)
})

test('a hook of somebody else keeps seeing everything', async () => {
  const seen = new Set<string>()
  const hook = createHook({ init: (_id, type) => void seen.add(type) }).enable()
  {
    using env = environment()
    await env.run(() => readFile(import.meta.filename))
  }
  hook.disable()
  expect([...seen].some((type) => type.startsWith('FSREQ'))).toBe(true)
})
