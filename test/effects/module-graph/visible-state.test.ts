import { describe, expect, test, vi } from 'vitest'
import { VisibleState } from '../../../src/effects/module-graph/visible-state.js'

class Registry {
  readonly metrics: Record<string, object> = {}
  static instances = 0
}

/** Exports as packages have them. */
function exportsOf() {
  const instance = Object.assign((): number => 1, {
    defaults: { headers: { common: {} as Record<string, string> }, timeout: 0 as number | undefined },
    handlers: [] as object[],
  })
  return {
    default: instance,
    Registry,
    registry: new Registry(),
    models: new Map<string, object>(),
    names: new Set<string>(),
    count: 0,
    buffer: Buffer.alloc(4),
  }
}

type Exports = ReturnType<typeof exportsOf>

function changedBy(change: (exports: Exports) => unknown): boolean {
  const exports = exportsOf()
  const state = new VisibleState(exports)
  change(exports)
  return state.changedIn(exports)
}

describe('what has changed', () => {
  test.each<[string, (exports: Exports) => unknown]>([
    ['a binding that counts', (exports) => exports.count++],
    ['a header that is set on an instance', (exports) => (exports.default.defaults.headers.common['x'] = 'y')],
    ['a setting', (exports) => (exports.default.defaults.timeout = 1)],
    ['a setting that is taken back to nothing', (exports) => (exports.default.defaults.timeout = undefined)],
    ['a handler that is added', (exports) => exports.default.handlers.push({})],
    ['something registered by its name', (exports) => (exports.registry.metrics['requests'] = {})],
    ['an entry of a map', (exports) => exports.models.set('User', {})],
    ['an entry of a set', (exports) => exports.names.add('User')],
    ['a static field of a class', (exports) => Registry.instances++ || exports],
    ['an export that is gone', (exports) => Reflect.deleteProperty(exports, 'count')],
  ])('is seen: %s', (_, change) => {
    expect(changedBy(change)).toBe(true)
  })

  test('is seen through the proxy in which Vitest hands out CommonJS', () => {
    const exports = exportsOf()
    const wrapped = new Proxy({ default: exports }, {})
    const state = new VisibleState(wrapped)
    expect(state.changedIn(wrapped)).toBe(false)
    exports.models.set('User', {})
    expect(state.changedIn(wrapped)).toBe(true)
  })

  test('is seen as often as it is asked', () => {
    const exports = exportsOf()
    const state = new VisibleState(exports)
    exports.count++
    expect([state.changedIn(exports), state.changedIn(exports)]).toEqual([true, true])
  })
})

describe('no change is', () => {
  test.each<[string, (exports: Exports) => unknown]>([
    ['nothing', () => {}],
    ['a call', (exports) => exports.default()],
    ['a spy of the test', (exports) => vi.spyOn(exports, 'default').mockReturnValue(2)],
    ['an object in the place of another', (exports) => (exports.registry = new Registry())],
    ['what is in a buffer', (exports) => exports.buffer.fill(1)],
    ['what an instance does that nobody exports', () => (new Registry().metrics['mine'] = {})],
  ])('%s', (_, change) => {
    expect(changedBy(change)).toBe(false)
  })

  test('a property that makes itself when it is first read', () => {
    const exports = {
      get native(): number {
        Object.defineProperty(exports, 'native', { value: 1 })
        return 1
      },
    }
    Object.defineProperty(exports, 'native', { configurable: true })
    const state = new VisibleState(exports)
    expect(exports.native).toBe(1)
    expect(state.changedIn(exports)).toBe(false)
  })

  test('NaN, which is not itself', () => {
    const exports = { ratio: Number.NaN }
    expect(new VisibleState(exports).changedIn(exports)).toBe(false)
  })
})

test('no getter is called, and no property of a proxy below the exports is read', () => {
  const get = vi.fn()
  const proxy = new Proxy({}, { get, ownKeys: get, getOwnPropertyDescriptor: get })
  const exports = Object.defineProperty({ proxy }, 'lazy', { get, enumerable: true })
  expect(new VisibleState(exports).changedIn(exports)).toBe(false)
  expect(get).not.toHaveBeenCalled()
})

test('a binding that is not initialised yet does no harm', () => {
  const pending = new Proxy({} as { late?: number }, {
    ownKeys: () => ['late'],
    getOwnPropertyDescriptor() {
      throw new ReferenceError("Cannot access 'late' before initialization")
    },
  })
  expect(new VisibleState(pending).changedIn({ late: 1 })).toBe(false)
})

test('exports in a circle, exports without end and no exports at all come to an end', () => {
  const circle: { self?: object; count: number } = { count: 0 }
  circle.self = circle
  const long = Array.from({ length: 100_000 }, (_, index) => ({ index }))
  for (const exports of [circle, { long }, undefined, null, 1, 'text']) {
    expect(new VisibleState(exports).changedIn(exports)).toBe(false)
  }
})
