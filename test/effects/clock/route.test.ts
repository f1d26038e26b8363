import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, test, vi } from 'vitest'
import { route } from '../../../src/effects/clock/route.js'
import type { Undo } from '../../../src/effects/effect.js'

const real = (): string => 'real'
const facade = (): string => 'facade'
const fake = (): string => 'fake'
const environment = new AsyncLocalStorage<object>()

interface Target {
  timer: () => string
}

function setUp(initial: () => string = real): {
  target: Target
  undo: Undo

  before: PropertyDescriptor | undefined
} {
  const target = { timer: initial }
  const before = Object.getOwnPropertyDescriptor(target, 'timer')
  const views = { inside: facade, outside: facade }
  return { target, before, undo: route(() => environment.getStore(), target, 'timer', views) }
}

describe('a routed property', () => {
  test('shows the facade on both sides while nobody has changed it', () => {
    const { target } = setUp()
    expect([target.timer, environment.run({}, () => target.timer)]).toEqual([facade, facade])
  })

  test('shows the test what the test assigns, and the environment its own', () => {
    const { target } = setUp()
    target.timer = fake
    expect([target.timer, environment.run({}, () => target.timer)]).toEqual([fake, facade])
  })

  test('takes the function of before, which somebody saved earlier, for the facade', () => {
    const { target } = setUp()
    target.timer = fake
    target.timer = real
    expect(target.timer).toBe(facade)
  })

  test('keeps what an environment assigns to that environment', () => {
    const { target } = setUp()
    const one = {}
    environment.run(one, () => (target.timer = fake))
    expect(environment.run(one, () => target.timer)).toBe(fake)
    expect([target.timer, environment.run({}, () => target.timer)]).toEqual([facade, facade])
  })

  test('works under a spy of the test, and after it', () => {
    const { target, before, undo } = setUp()
    const spy = vi.spyOn(target, 'timer')
    expect([target.timer(), environment.run({}, () => target.timer())]).toEqual(['facade', 'facade'])
    expect(spy).toHaveBeenCalledTimes(2)
    spy.mockRestore()
    expect(target.timer).toBe(facade)
    undo()
    expect(Object.getOwnPropertyDescriptor(target, 'timer')).toEqual(before)
  })
})

describe('the undo', () => {
  test('restores exactly what was there', () => {
    const { target, before, undo } = setUp()
    undo()
    undo()
    expect(Object.getOwnPropertyDescriptor(target, 'timer')).toEqual(before)
  })

  test('keeps a fake that the test has installed since', () => {
    const { target, undo } = setUp()
    target.timer = fake
    undo()
    expect(target.timer).toBe(fake)
  })

  test('does not bring back a fake that the test has removed since', () => {
    const { target, before, undo } = setUp(fake)
    target.timer = real
    undo()
    expect(Object.getOwnPropertyDescriptor(target, 'timer')).toEqual({ ...before, value: real })
  })

  test('leaves a property alone that the test has defined anew', () => {
    const { target, undo } = setUp()
    Object.defineProperty(target, 'timer', { configurable: true, get: () => fake })
    undo()
    expect(target.timer).toBe(fake)
  })

  test('gives back an accessor that was there', () => {
    const get = vi.fn(() => real)
    const target = Object.defineProperty({}, 'timer', { configurable: true, get })
    const before = Object.getOwnPropertyDescriptor(target, 'timer')
    route(() => environment.getStore(), target, 'timer', { inside: facade, outside: real })()
    expect(Object.getOwnPropertyDescriptor(target, 'timer')).toEqual(before)
  })
})
