import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { timerOf } from '../../../src/effects/clock/handles.js'
import { hostTime } from '../../../src/effects/host-time.js'
import { createEnvironment, set, setSoon } from './environment.js'

/** Everything one can call on a handle of Node, apart from what util.inspect uses. */
function methodsOf(handle: object): PropertyKey[] {
  const found = new Set<PropertyKey>()
  for (let object = handle; object !== Object.prototype; object = Object.getPrototypeOf(object) as object) {
    for (const key of Reflect.ownKeys(object)) if (typeof Reflect.get(handle, key) === 'function') found.add(key)
  }
  return [...found].filter((key) => key !== inspect.custom && !String(key).startsWith('_'))
}

describe('Timeout', () => {
  test('has every method that the Timeout of Node has', () => {
    const real = hostTime.setTimeout(() => undefined, 1000)
    hostTime.clearTimeout(real)
    const { clock } = createEnvironment()
    expect(methodsOf(set(clock, 10))).toEqual(expect.arrayContaining(methodsOf(real)))
  })

  test('is called what the one of Node is called, and prints nothing of its environment', () => {
    const { clock } = createEnvironment()
    expect(inspect(set(clock, 10))).toBe('Timeout {}')
  })

  test('keeps the event loop alive unless unref() is called', () => {
    const { clock } = createEnvironment()
    const handle = set(clock, 10)
    expect([handle.hasRef(), clock.hasRefd()]).toEqual([true, true])
    expect(handle.unref()).toBe(handle)
    expect([handle.hasRef(), clock.hasRefd()]).toEqual([false, false])
    expect(handle.ref()).toBe(handle)
    expect([handle.hasRef(), clock.hasRefd()]).toEqual([true, true])
  })

  test('turns into a number, and into the same number as a string', () => {
    const { clock } = createEnvironment()
    const handle = set(clock, 10)
    const other = set(clock, 10)
    expect(Number(handle)).toBeGreaterThan(0)
    expect(String(handle)).toBe(String(Number(handle)))
    expect(Number(handle)).not.toBe(Number(other))
  })

  test('is cleared by close() and by leaving the scope of `using`', () => {
    const { clock } = createEnvironment()
    const closed = set(clock, 10)
    expect(closed.close()).toBe(closed)
    set(clock, 10)[Symbol.dispose]()
    expect(clock.pending()).toEqual([])
  })

  test('starts anew with refresh()', () => {
    const { clock } = createEnvironment()
    const handle = set(clock, 10)
    clock.moveTo(clock.startsAt + 4)
    expect(handle.refresh()).toBe(handle)
    expect(clock.nextAt()).toBe(clock.startsAt + 14)
  })
})

describe('Immediate', () => {
  test('has every method that the Immediate of Node has', () => {
    const real = hostTime.setImmediate(() => undefined)
    hostTime.clearImmediate(real)
    const { clock } = createEnvironment()
    const ours = setSoon(clock, () => undefined)
    expect(methodsOf(ours)).toEqual(expect.arrayContaining(methodsOf(real)))
    expect(inspect(ours)).toBe('Immediate {}')
    clock.stop()
  })
})

describe('timerOf', () => {
  test('knows the timer behind a handle of ours, and nothing else', () => {
    const { clock } = createEnvironment()
    const handle = set(clock, 10)
    expect(timerOf(handle)?.id).toBe(Number(handle))
    for (const other of [undefined, null, 5, '5', {}, Object.create(handle), hostTime.setImmediate(() => undefined)]) {
      expect(timerOf(other)).toBeUndefined()
    }
  })
})
