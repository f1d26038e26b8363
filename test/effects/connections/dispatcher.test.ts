import { expect, test } from 'vitest'
import { anotherDispatcher, isDefaultDispatcher, isDispatcher } from '../../../src/effects/connections/dispatcher.js'

const OPTIONS = Symbol('options')

class Agent {
  readonly [OPTIONS]: object
  constructor(options: object = {}) {
    this[OPTIONS] = { maxOrigins: Infinity, connect: undefined, ...options }
  }
  dispatch(): void {}
}
class Dispatcher1Wrapper extends Agent {
  constructor(inner?: Agent) {
    super()
    if (!inner) throw new TypeError('Argument dispatcher must implement dispatch')
  }
}
class MockAgent extends Agent {}

test('what dispatches is a dispatcher', () => {
  expect(isDispatcher(new Agent())).toBe(true)
  for (const other of [undefined, null, 5, {}, { dispatch: 1 }]) expect(isDispatcher(other)).toBe(false)
})

test('the default one is an Agent without any option', () => {
  expect(isDefaultDispatcher(new Agent())).toBe(true)
  expect(isDefaultDispatcher(new Agent({ connections: 5 }))).toBe(false)
  expect(isDefaultDispatcher(new Agent({ connect: () => {} }))).toBe(false)
  expect(isDefaultDispatcher(new MockAgent())).toBe(false)
})

test('in Node.js 26 the older slot has an adapter, which is as good as what it adapts', () => {
  expect(isDefaultDispatcher(new Dispatcher1Wrapper(new Agent()))).toBe(true)
})

test('another is made by the class, where the class can be made of these arguments', () => {
  const agent = new Agent()
  expect(anotherDispatcher(agent)).toBeInstanceOf(Agent)
  expect(anotherDispatcher(agent)).not.toBe(agent)
  const wrapper = new Dispatcher1Wrapper(agent)
  expect(anotherDispatcher(wrapper)).toBeUndefined()
  expect(anotherDispatcher(wrapper, agent)).toBeInstanceOf(Dispatcher1Wrapper)
})

test('the one inside Node.js is recognised', () => {
  void globalThis.Headers
  const slots = ['undici.globalDispatcher.2', 'undici.globalDispatcher.1'].map((name) => Symbol.for(name))
  const found = slots.map((slot): unknown => Reflect.get(globalThis, slot)).filter((each) => isDispatcher(each))
  expect(found).not.toEqual([])
  expect(found.map((each) => isDefaultDispatcher(each))).not.toContain(false)
})
