import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createGlobals, globalsEffect, type GlobalsState } from '../../src/effects/globals.js'
import { isUnloaded } from '../../src/effects/globals/lazy-globals.js'

type Globals = Record<PropertyKey, unknown>
const world = globalThis as unknown as Globals

const inside = new AsyncLocalStorage<GlobalsState>()

function install(): void {
  onTestFinished(globalsEffect.install(() => inside.getStore()))
}

/** Removes what a test leaves on purpose. */
function cleanUp(...keys: PropertyKey[]): void {
  onTestFinished(() => keys.forEach((key) => delete world[key]))
}

test('a global that an environment creates is its own, sequentially and at the same time', async () => {
  install()
  const [a, b] = [createGlobals(), createGlobals()]
  expect(
    await Promise.all([inside.run(a, () => connect('a')), inside.run(b, () => connect('b')), connect('test')]),
  ).toEqual(['a', 'b', 'test'])
  expect(await inside.run(a, () => connect('again'))).toBe('a')
})

test('outside, a global that an environment created is undefined until the test assigns it', () => {
  install()
  const a = createGlobals()
  inside.run(a, () => (world['vlOwn'] = 'a'))
  expect(world['vlOwn']).toBeUndefined()
  world['vlOwn'] = 'test'
  expect([
    world['vlOwn'],
    inside.run(a, () => world['vlOwn']),
    inside.run(createGlobals(), () => world['vlOwn']),
  ]).toEqual(['test', 'a', 'test'])
  cleanUp('vlOwn')
})

test('a global under a symbol, and an implicit one of sloppy code, are isolated as well', () => {
  install()
  const key = Symbol.for('vitest-lambda.test')
  const sloppy = new Function('vlImplicit = 1; return vlImplicit')
  const a = createGlobals()
  expect(inside.run(a, () => [(world[key] = 1), sloppy()])).toEqual([1, 1])
  expect([world[key], world['vlImplicit']]).toEqual([undefined, undefined])
  expect(inside.run(a, () => [world[key], world['vlImplicit']])).toEqual([1, 1])
})

test('overwriting a global of the host is seen by the environment that does it and by nobody else', async () => {
  install()
  const before = [world['fetch'], world['URL'], world['structuredClone'], world['crypto']]
  const a = createGlobals()
  inside.run(a, () => {
    world['fetch'] = () => 'fake fetch'
    world['URL'] = { name: 'Fake' }
    world['structuredClone'] = undefined
    world['crypto'] = { randomUUID: () => 'fixed' }
  })
  expect(inside.run(a, () => [fetch('x'), URL.name, typeof structuredClone, crypto.randomUUID()])).toEqual([
    'fake fetch',
    'Fake',
    'undefined',
    'fixed',
  ])
  expect([world['fetch'], world['URL'], world['structuredClone'], world['crypto']]).toEqual(before)
  expect(inside.run(createGlobals(), () => world['fetch'])).toBe(before[0])
})

test('overwriting a global that the test made stays in the environment', () => {
  install()
  cleanUp('vlConfig')
  world['vlConfig'] = { stage: 'test' }
  const a = createGlobals()
  inside.run(a, () => (world['vlConfig'] = 'overwritten'))
  expect([world['vlConfig'], inside.run(a, () => world['vlConfig'])]).toEqual([{ stage: 'test' }, 'overwritten'])
})

test('vi.stubGlobal before, while and after the effect is installed is what an environment reads', () => {
  onTestFinished(() => void vi.unstubAllGlobals())
  const real = fetch
  const read = (): unknown[] => [fetch, inside.run(createGlobals(), () => fetch)]
  const [first, second] = [vi.fn(), vi.fn()]
  vi.stubGlobal('fetch', first)
  const undo = globalsEffect.install(() => inside.getStore())
  expect(read()).toEqual([first, first])
  vi.unstubAllGlobals()
  expect(read()).toEqual([real, real])
  vi.stubGlobal('fetch', second)
  vi.stubGlobal('vlStubbed', 1)
  expect([...read(), inside.run(createGlobals(), () => world['vlStubbed'])]).toEqual([second, second, 1])
  undo()
  expect(fetch).toBe(second)
  vi.unstubAllGlobals()
  expect([fetch, 'vlStubbed' in world]).toEqual([real, false])
})

test('vi.useFakeTimers before, while and after the effect is installed fakes and restores all timers', () => {
  onTestFinished(() => void vi.useRealTimers())
  const real = [setTimeout, Date, performance.now(), queueMicrotask].map((each) => typeof each)
  const before = [setTimeout, Date]
  vi.useFakeTimers({ now: 1000 })
  const undo = globalsEffect.install(() => inside.getStore())
  expect(Date.now()).toBe(1000)
  vi.useRealTimers()
  expect([setTimeout, Date]).toEqual(before)
  vi.useFakeTimers({ now: 2000 })
  undo()
  expect(Date.now()).toBe(2000)
  vi.useRealTimers()
  expect([setTimeout, Date]).toEqual(before)
  expect(real).toEqual(['function', 'function', 'number', 'function'])
})

test('an assignment of the test to a global of the host lasts, through the undo', () => {
  const real = btoa
  cleanUp('vlKept')
  onTestFinished(() => void (globalThis.btoa = real))
  const undo = globalsEffect.install(() => inside.getStore())
  const mock = vi.fn(() => 'mock')
  globalThis.btoa = mock
  world['vlKept'] = 'kept'
  expect(inside.run(createGlobals(), () => btoa('x'))).toBe('mock')
  undo()
  expect([btoa, world['vlKept']]).toEqual([mock, 'kept'])
})

test('awslambda is given by the environment, and does not exist for the test', () => {
  install()
  const awslambda = { streamifyResponse: () => undefined }
  const [given, without] = [createGlobals({ own: { awslambda } }), createGlobals()]
  const seen = [inside.run(given, () => world['awslambda']), inside.run(without, () => world['awslambda'])]
  expect([...seen, world['awslambda']]).toEqual([awslambda, undefined, undefined])
})

test('globals that Node.js makes while it loads a package are shared, as the package is', async () => {
  const load = packageLoader({
    'index.cjs': 'globalThis.vlCommonJs = 1; exports.later = () => { globalThis.vlLater = 1 }',
    'index.mjs': 'globalThis.vlModule = 1',
  })
  cleanUp('vlCommonJs', 'vlModule', 'vlLater')
  install()
  const [a, b] = [createGlobals(), createGlobals()]
  const { later } = await inside.run(a, load)
  inside.run(a, later)
  const seen = [inside.run(a, lookAtPackage), inside.run(b, lookAtPackage), lookAtPackage()]
  expect(seen).toEqual([
    [1, 1, 1],
    [1, 1, undefined],
    [1, 1, undefined],
  ])
})

test('coverage counters and the state of the test runner are everybody’s', () => {
  install()
  cleanUp('__coverage__', '__VITEST_COVERAGE__', '__vitest_test__')
  inside.run(createGlobals(), () => {
    world['__coverage__'] = 1
    world['__VITEST_COVERAGE__'] = 2
    world['__vitest_test__'] = 3
  })
  expect([world['__coverage__'], world['__VITEST_COVERAGE__'], world['__vitest_test__']]).toEqual([1, 2, 3])
})

test('a global that is deleted and created again is isolated again', () => {
  install()
  const [a, b] = [createGlobals(), createGlobals()]
  inside.run(a, () => (world['vlAgain'] = 1))
  delete world['vlAgain']
  inside.run(b, () => (world['vlAgain'] = 2))
  expect([world['vlAgain'], inside.run(b, () => world['vlAgain'])]).toEqual([undefined, 2])
})

test('the undo restores the exact properties and the prototype of globalThis, and drops what environments made', () => {
  const before = look()
  const undo = globalsEffect.install(() => inside.getStore())
  inside.run(createGlobals(), () => {
    world['vlGone'] = 1
    world['atob'] = 2
  })
  expect(differences(before)).toEqual(expect.arrayContaining(['prototype', 'vlGone', 'atob', 'fetch', 'awslambda']))
  undo()
  undo()
  expect(differences(before)).toEqual([])
})

test('installing loads none of the globals that Node.js loads lazily', () => {
  const unloaded = ['Response', 'ReadableStream', 'Crypto'].filter(isUnloaded)
  install()
  expect(unloaded.filter(isUnloaded)).toEqual(unloaded)
})

async function connect(name: string): Promise<unknown> {
  await Promise.resolve()
  world['vlCache'] ??= name
  await Promise.resolve()
  return world['vlCache']
}

/** Writes a package that Node.js loads, not Vite. */
function packageLoader(files: Record<string, string>): () => Promise<{ later: () => void }> {
  const root = mkdtempSync(join(tmpdir(), 'globals-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const folder = join(root, 'node_modules', 'polyfill')
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return async () => {
    await import(/* @vite-ignore */ pathToFileURL(join(folder, 'index.mjs')).href)
    return createRequire(import.meta.url)(join(folder, 'index.cjs')) as { later: () => void }
  }
}

function lookAtPackage(): unknown[] {
  return [world['vlCommonJs'], world['vlModule'], world['vlLater']]
}

/** The prototype and the properties of globalThis, without those whose description would load them. */
function look(): Map<PropertyKey, PropertyDescriptor> {
  const looked = new Map<PropertyKey, PropertyDescriptor>([['prototype', { value: Object.getPrototypeOf(globalThis) }]])
  for (const key of Reflect.ownKeys(globalThis)) {
    if (!isUnloaded(key)) looked.set(key, Object.getOwnPropertyDescriptor(globalThis, key) as PropertyDescriptor)
  }
  return looked
}

/** Keys of which a part of the description is not the very same. */
function differences(before: Map<PropertyKey, PropertyDescriptor>): PropertyKey[] {
  const now = look()
  const parts = ['value', 'get', 'set', 'writable', 'enumerable', 'configurable'] as const
  return [...new Set([...before.keys(), ...now.keys()])].filter(
    (key) =>
      before.has(key) !== now.has(key) ||
      parts.some((part) => !Object.is(before.get(key)?.[part], now.get(key)?.[part])),
  )
}
