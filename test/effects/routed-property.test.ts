import { AsyncLocalStorage } from 'node:async_hooks'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { dispatcher, routeMethod, routeProperty } from '../../src/effects/routed-property.js'

interface Owner {
  readonly name: string
  value: unknown
  readonly own: Map<unknown, unknown>
}

const inside = new AsyncLocalStorage<Owner>()
const current = (): Owner | undefined => inside.getStore()
const owner = (name: string): Owner => ({ name, value: `${name}'s`, own: new Map() })
const view = {
  read: (state: Owner) => state.value,
  write: (state: Owner, value: unknown) => void (state.value = value),
}

test('a routed property is read and written by each environment for itself, and by the test as before', () => {
  const target = { key: 'tests' as unknown }
  const { undo } = routeProperty(target, 'key', current, view)
  const [a, b] = [owner('a'), owner('b')]
  inside.run(a, () => (target.key = 'changed by a'))
  expect([target.key, inside.run(a, () => target.key), inside.run(b, () => target.key)]).toEqual([
    'tests',
    'changed by a',
    "b's",
  ])
  undo()
})

test('the undo of a routed property restores the exact descriptor', () => {
  const target = Object.defineProperty({}, 'key', { value: 1, writable: true, enumerable: false, configurable: true })
  const before = Object.getOwnPropertyDescriptor(target, 'key')
  const { undo } = routeProperty(target, 'key', current, view)
  expect(Object.getOwnPropertyDescriptor(target, 'key')).not.toEqual(before)
  undo()
  undo()
  expect(Object.getOwnPropertyDescriptor(target, 'key')).toEqual(before)
})

test('the undo of a routed property leaves what the test assigned meanwhile', () => {
  const target = { key: 'first' }
  const { undo, outside } = routeProperty(target, 'key', current, view)
  target.key = 'second'
  expect(outside()).toBe('second')
  undo()
  expect(Object.getOwnPropertyDescriptor(target, 'key')).toEqual({
    value: 'second',
    writable: true,
    enumerable: true,
    configurable: true,
  })
})

test('the undo of a routed property leaves a property alone that somebody else has redefined', () => {
  const target = { key: 'first' }
  const { undo } = routeProperty(target, 'key', current, view)
  Object.defineProperty(target, 'key', { value: 'theirs', configurable: true })
  undo()
  expect(target.key).toBe('theirs')
})

test('a property that did not exist is enumerable while routed, and gone after the undo', () => {
  const target: { key?: unknown } = {}
  const { undo } = routeProperty(target, 'key', current, view)
  expect(target.key).toBeUndefined()
  expect(Object.keys(target)).toEqual(['key'])
  undo()
  expect('key' in target).toBe(false)
})

test('an inherited property keeps its inherited value outside and is inherited again after the undo', () => {
  const target = Object.create({ key: 'inherited' }) as { key: unknown }
  const { undo } = routeProperty(target, 'key', current, view)
  expect([target.key, Object.keys(target)]).toEqual(['inherited', []])
  undo()
  expect(Object.hasOwn(target, 'key')).toBe(false)
})

test('a lazy getter that replaces itself when read works through a routed property, once, and stays routed', () => {
  const compute = vi.fn(() => 'computed')
  const target = Object.defineProperty({} as { lazy: unknown }, 'lazy', {
    configurable: true,
    enumerable: true,
    get() {
      const value = compute()
      Object.defineProperty(target, 'lazy', { value, writable: true, enumerable: true, configurable: true })
      return value
    },
  })
  const { undo } = routeProperty(target, 'lazy', current, view)
  expect(compute).not.toHaveBeenCalled()
  expect([target.lazy, target.lazy, inside.run(owner('a'), () => target.lazy)]).toEqual(['computed', 'computed', "a's"])
  expect(compute).toHaveBeenCalledTimes(1)
  undo()
  expect(Object.getOwnPropertyDescriptor(target, 'lazy')).toMatchObject({ value: 'computed', writable: true })
})

test('an accessor keeps its getter and setter outside', () => {
  let stored = 1
  const target = {
    get key(): number {
      return stored
    },
    set key(value: number) {
      stored = value
    },
  }
  const before = Object.getOwnPropertyDescriptor(target, 'key')
  const { undo } = routeProperty(target, 'key', current, view)
  target.key = 2
  stored += 1
  expect([target.key, target.key, stored]).toEqual([3, 3, 3])
  undo()
  expect(Object.getOwnPropertyDescriptor(target, 'key')).toEqual(before)
})

test('assigning outside to a property that only has a getter, or is read only, is the usual TypeError', () => {
  const getter = Object.defineProperty({} as { key: unknown }, 'key', { configurable: true, get: () => 1 })
  const constant = Object.defineProperty({} as { key: unknown }, 'key', { configurable: true, value: 1 })
  routeProperty(getter, 'key', current, view)
  routeProperty(constant, 'key', current, view)
  expect(() => (getter.key = 2)).toThrow(TypeError)
  expect(() => (constant.key = 2)).toThrow(TypeError)
  expect([getter.key, constant.key]).toEqual([1, 1])
})

test('a routed property that is spied on and restored is routed again', () => {
  const target = { greet: () => 'real' }
  const { undo } = routeProperty(target, 'greet', current, { ...view, read: () => () => 'inside' })
  const spy = vi.spyOn(target, 'greet').mockReturnValue('mocked')
  expect([target.greet(), inside.run(owner('a'), () => target.greet())]).toEqual(['mocked', 'mocked'])
  spy.mockRestore()
  expect([target.greet(), inside.run(owner('a'), () => target.greet())]).toEqual(['real', 'inside'])
  undo()
  expect(Object.getOwnPropertyDescriptor(target, 'greet')).toHaveProperty('value')
})

test('a function taken from a routed method once is right for every environment and for the test', () => {
  const target = { who: (greeting: string): unknown => `${greeting} test` }
  const undo = routeMethod(target, 'who', current, (state, [greeting]) => `${String(greeting)} ${state.name}`, own)
  const { who } = inside.run(owner('a'), () => ({ who: target.who }))
  expect([who('hi'), inside.run(owner('b'), () => who('hi'))]).toEqual(['hi test', 'hi b'])
  expect(target.who).toBe(who)
  undo()
  expect(target.who('hi')).toBe('hi test')
})

test('what an environment assigns in place of a routed method is seen by that environment only', () => {
  const target = { who: (): unknown => 'test' }
  const undo = routeMethod(target, 'who', current, (state) => state.name, own)
  const [a, b] = [owner('a'), owner('b')]
  const routed = target.who
  inside.run(a, () => (target.who = () => 'replaced by a'))
  expect([target.who(), inside.run(a, () => target.who()), inside.run(b, () => target.who())]).toEqual([
    'test',
    'replaced by a',
    'b',
  ])
  inside.run(a, () => (target.who = routed))
  expect(inside.run(a, () => target.who())).toBe('a')
  undo()
})

test('a wrapper that the test puts around a routed method calls the real one, not itself', () => {
  const target = { count: (): unknown => 1 }
  const undo = routeMethod(target, 'count', current, () => 10, own)
  const before = target.count
  const wrapper = (): unknown => (before() as number) + 1
  target.count = wrapper
  expect([target.count, target.count(), inside.run(owner('a'), () => target.count())]).toEqual([wrapper, 2, 10])
  target.count = before
  undo()
  expect(target.count()).toBe(1)
})

test('the inside of a routed method may still call the real one, with the same arguments or others', () => {
  const target = { add: (a: number, b: number): number => a + b }
  const undo = routeMethod(target, 'add', current, (_state, _args, _self, real) => [real(), real([10, 20])], own)
  expect(inside.run(owner('a'), () => target.add(1, 2))).toEqual([3, 30])
  undo()
})

test('routing what is not a function is refused', () => {
  expect(() => routeMethod({ key: 1 }, 'key', current, () => 1, own)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: cannot route key: it is not a function]`,
  )
})

test('a dispatcher looks like the function it stands for: name, length and the promisified form', async () => {
  Object.defineProperty(wait, promisify.custom, { value: () => Promise.resolve('promised') })
  const routed = dispatcher(wait, current, () => undefined)
  expect([routed.name, routed.length]).toEqual(['wait', 2])
  await expect(promisify(routed)()).resolves.toBe('promised')
})

function own(state: Owner): Map<unknown, unknown> {
  return state.own
}

function wait(_ms: number, _callback: () => void): void {}
