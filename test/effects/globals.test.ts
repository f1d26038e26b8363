import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createGlobals, globalsEffect, type GlobalsState } from '../../src/effects/globals.js'
import { isUnloaded } from '../../src/effects/globals/lazy-globals.js'

type Globals = Record<PropertyKey, unknown>
const world = globalThis as unknown as Globals

const inside = new AsyncLocalStorage<GlobalsState>()

function install(): void {
  onTestFinished(globalsEffect.install(() => inside.getStore()))
}

/** Runs code of an environment from its beginning to its end, as the sandbox does. */
function run<Result>(state: GlobalsState, code: () => Result): Result {
  state.enter()
  try {
    return inside.run(state, code)
  } finally {
    state.leave()
  }
}

/** Removes what a test leaves on purpose. */
function cleanUp(...keys: PropertyKey[]): void {
  onTestFinished(() => keys.forEach((key) => delete world[key]))
}

test('a global that an environment creates is its own, for as long as it lives', () => {
  install()
  const [a, b] = [createGlobals(), createGlobals()]
  expect([run(a, () => cached('a')), run(b, () => cached('b')), run(a, () => cached('again'))]).toEqual(['a', 'b', 'a'])
  expect(world['vlCache']).toBeUndefined()
})

test('environments that run at the same time have their own of a global that either has had before', async () => {
  install()
  const [a, b] = [createGlobals(), createGlobals()]
  run(a, () => cached('a'))
  a.enter()
  b.enter()
  const seen = await Promise.all([inside.run(a, () => cachedLater('a2')), inside.run(b, () => cachedLater('b'))])
  a.leave()
  b.leave()
  expect([seen, run(b, () => cached('b2')), world['vlCache']]).toEqual([['a', 'b'], 'b', undefined])
})

test('what an environment creates while another begins and ends is its own all the same', () => {
  install()
  const [a, b] = [createGlobals(), createGlobals()]
  a.enter()
  inside.run(a, () => cached('a'))
  b.enter()
  const seen = inside.run(b, () => cached('b'))
  b.leave()
  a.leave()
  expect([seen, run(a, () => cached('')), run(b, () => cached('')), world['vlCache']]).toEqual([
    'b',
    'a',
    'b',
    undefined,
  ])
})

test('what Init creates is there for the invocation that follows at once, and for no other environment before it', () => {
  install()
  const [a, b, c] = [createGlobals(), createGlobals(), createGlobals()]
  const init = (state: GlobalsState): unknown => {
    state.enter()
    const made = inside.run(state, () => cached('of Init'))
    state.pause()
    return made
  }
  const invoke = (state: GlobalsState): unknown => run(state, () => cached('of the invocation'))
  const alone = [init(a), invoke(a)]
  const interleaved = [init(b), init(c), invoke(b), run(a, () => cached('')), invoke(c)]
  expect(alone).toEqual(['of Init', 'of Init'])
  expect([interleaved, world['vlCache']]).toEqual([Array.from({ length: 5 }, () => 'of Init'), undefined])
})

test('an environment pauses beside another without taking what that one creates', () => {
  install()
  const [a, b] = [createGlobals(), createGlobals()]
  a.enter()
  b.enter()
  inside.run(a, () => cached('a'))
  a.pause()
  const seen = inside.run(b, () => cached('b'))
  b.leave()
  expect([seen, run(a, () => cached('')), run(b, () => cached('')), world['vlCache']]).toEqual([
    'b',
    'a',
    'b',
    undefined,
  ])
})

test('outside, a global that an environment created is undefined until the test assigns it', () => {
  install()
  cleanUp('vlOwn')
  const [a, b] = [createGlobals(), createGlobals()]
  run(a, () => (world['vlOwn'] = 'a'))
  expect([world['vlOwn'], run(b, () => world['vlOwn'])]).toEqual([undefined, undefined])
  world['vlOwn'] = 'test'
  expect([world['vlOwn'], run(a, () => world['vlOwn']), run(b, () => world['vlOwn'])]).toEqual(['test', 'a', 'test'])
})

test('a global that the test creates between two runs stays the test’s', () => {
  install()
  cleanUp('vlBetween')
  const a = createGlobals()
  run(a, () => undefined)
  world['vlBetween'] = 'test'
  run(a, () => undefined)
  run(a, () => (world['vlBetween'] = 'a'))
  expect([world['vlBetween'], run(a, () => world['vlBetween'])]).toEqual(['test', 'a'])
})

test('a global under a symbol, and an implicit one of sloppy code, are isolated as well', () => {
  install()
  const key = Symbol.for('vl.test')
  const sloppy = new Function('vlImplicit = 1; return vlImplicit')
  const a = createGlobals()
  expect(run(a, () => [(world[key] = 1), sloppy()])).toEqual([1, 1])
  expect([world[key], world['vlImplicit']]).toEqual([undefined, undefined])
  expect(run(a, () => [world[key], world['vlImplicit']])).toEqual([1, 1])
})

test('overwriting a global of the host is seen by the environment that does it and by nobody else', async () => {
  install()
  const before = [world['fetch'], world['URL'], world['structuredClone'], world['crypto']]
  const a = createGlobals()
  run(a, () => {
    world['fetch'] = () => 'fake fetch'
    world['URL'] = { name: 'Fake' }
    world['structuredClone'] = undefined
    world['crypto'] = { randomUUID: () => 'fixed' }
  })
  expect(run(a, () => [fetch('x'), URL.name, typeof structuredClone, crypto.randomUUID()])).toEqual([
    'fake fetch',
    'Fake',
    'undefined',
    'fixed',
  ])
  expect([world['fetch'], world['URL'], world['structuredClone'], world['crypto']]).toEqual(before)
  expect(run(createGlobals(), () => world['fetch'])).toBe(before[0])
})

test('overwriting a global that the test made stays in the environment', () => {
  install()
  cleanUp('vlConfig')
  world['vlConfig'] = { stage: 'test' }
  const a = createGlobals()
  run(a, () => (world['vlConfig'] = 'overwritten'))
  expect([world['vlConfig'], run(a, () => world['vlConfig'])]).toEqual([{ stage: 'test' }, 'overwritten'])
})

test('vi.stubGlobal before, while and after the effect is installed is what an environment reads', () => {
  onTestFinished(() => void vi.unstubAllGlobals())
  const real = fetch
  const read = (): unknown[] => [fetch, run(createGlobals(), () => fetch)]
  const [first, second] = [vi.fn(), vi.fn()]
  vi.stubGlobal('fetch', first)
  const undo = globalsEffect.install(() => inside.getStore())
  expect(read()).toEqual([first, first])
  vi.unstubAllGlobals()
  expect(read()).toEqual([real, real])
  vi.stubGlobal('fetch', second)
  vi.stubGlobal('vlStubbed', 1)
  expect([...read(), run(createGlobals(), () => world['vlStubbed'])]).toEqual([second, second, 1])
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
  expect(run(createGlobals(), () => btoa('x'))).toBe('mock')
  undo()
  expect([btoa, world['vlKept']]).toEqual([mock, 'kept'])
})

test('awslambda is given by the environment, and does not exist for the test', () => {
  install()
  const awslambda = { streamifyResponse: () => undefined }
  const [given, without] = [createGlobals({ own: { awslambda } }), createGlobals()]
  const seen = [run(given, () => world['awslambda']), run(without, () => world['awslambda'])]
  expect([...seen, world['awslambda']]).toEqual([awslambda, undefined, undefined])
})

test('coverage counters and the state of the test runner are everybody’s', () => {
  install()
  cleanUp('__coverage__', '__VITEST_COVERAGE__', '__vitest_test__')
  run(createGlobals(), () => {
    world['__coverage__'] = 1
    world['__VITEST_COVERAGE__'] = 2
    world['__vitest_test__'] = 3
  })
  expect([world['__coverage__'], world['__VITEST_COVERAGE__'], world['__vitest_test__']]).toEqual([1, 2, 3])
})

test('an environment that deletes its own global does not take it from another', () => {
  install()
  const [a, b] = [createGlobals(), createGlobals()]
  run(a, () => cached('a'))
  run(b, () => cached('b'))
  expect(run(a, () => [delete world['vlCache'], world['vlCache']])).toEqual([true, undefined])
  expect([run(b, () => world['vlCache']), run(a, () => cached('a2')), run(b, () => world['vlCache'])]).toEqual([
    'b',
    'a2',
    'b',
  ])
})

test('an environment that deletes a global of the host does not take it from the test', () => {
  install()
  const real = fetch
  run(createGlobals(), () => Reflect.deleteProperty(globalThis, 'fetch'))
  expect(fetch).toBe(real)
})

test('a global that an environment deletes and creates again in one run is still its own', () => {
  install()
  const a = createGlobals()
  run(a, () => cached('a'))
  run(a, () => delete world['vlCache'])
  run(a, () => cached('again'))
  expect([world['vlCache'], run(a, () => world['vlCache'])]).toEqual([undefined, 'again'])
})

test('a global that the test deletes and creates again is routed again', () => {
  install()
  cleanUp('vlAgain')
  const a = createGlobals()
  world['vlAgain'] = 1
  run(a, () => undefined)
  delete world['vlAgain']
  run(a, () => undefined)
  expect('vlAgain' in world).toBe(false)
  world['vlAgain'] = 2
  run(a, () => (world['vlAgain'] = 3))
  expect([world['vlAgain'], run(a, () => world['vlAgain'])]).toEqual([2, 3])
})

test('strict code that assigns to an undeclared name fails as always, inside and outside', () => {
  install()
  const strict = new Function("'use strict'; vlUndeclared = 1")
  expect(strict).toThrow(ReferenceError)
  expect(() => run(createGlobals(), strict as () => void)).toThrow(ReferenceError)
})

test('without the effect, and after its undo, entering and leaving do nothing', () => {
  cleanUp('vlPlain')
  run(createGlobals(), () => (world['vlPlain'] = 1))
  expect(world['vlPlain']).toBe(1)
})

test('the undo restores the exact properties of globalThis, and drops what environments made', () => {
  const before = look()
  const undo = globalsEffect.install(() => inside.getStore())
  run(createGlobals(), () => {
    world['vlGone'] = 1
    world['atob'] = 2
  })
  expect(differences(before)).toEqual(expect.arrayContaining(['vlGone', 'atob', 'fetch', 'awslambda']))
  undo()
  undo()
  expect(differences(before)).toEqual([])
})

test('installing loads none of the globals that Node.js loads lazily', () => {
  const unloaded = ['Response', 'ReadableStream', 'Crypto'].filter(isUnloaded)
  install()
  expect(unloaded.filter(isUnloaded)).toEqual(unloaded)
})

/** What users write to keep a connection between invocations. */
function cached(value: unknown): unknown {
  return (world['vlCache'] ??= value)
}

async function cachedLater(value: unknown): Promise<unknown> {
  await Promise.resolve()
  const first = cached(value)
  await Promise.resolve()
  return world['vlCache'] === first ? first : 'changed'
}

/** The properties of globalThis, without those whose description would load them. */
function look(): Map<PropertyKey, PropertyDescriptor> {
  const looked = new Map<PropertyKey, PropertyDescriptor>()
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
