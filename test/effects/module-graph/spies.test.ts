import { afterEach, describe, expect, test, vi } from 'vitest'
import { followSpies } from '../../../src/effects/module-graph/spies.js'
import { exporting } from './node.js'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Code of an environment and code of the test take turns. */
const nextTurn = async (): Promise<void> => {}

/** The same module evaluated twice: by the test, and by an environment that follows the test's spies. */
function twice<Exports extends object>(evaluate: () => Exports): { ofTest: Exports; own: Exports } {
  const [ofTest, own] = [evaluate(), evaluate()].map((exports) =>
    exporting({ ...exports } as Record<string, unknown>),
  ) as [object, object]
  followSpies(own, () => ofTest)
  return { ofTest: ofTest as Exports, own: own as Exports }
}

describe('the exports of an environment', () => {
  test('are its own where the test spies on nothing', () => {
    const { ofTest, own } = twice(() => ({ fn: () => 1, object: { a: 1 }, none: undefined, text: 'text' }))
    expect(own.fn).not.toBe(ofTest.fn)
    expect(own.object).not.toBe(ofTest.object)
    expect([own.none, own.text, Object.keys(own)]).toEqual([undefined, 'text', ['fn', 'object', 'none', 'text']])
  })

  test('are its own when the test has not imported the module', () => {
    const own = exporting({ fn: () => 'own' }) as { fn: () => string }
    followSpies(own, () => undefined)
    expect(own.fn()).toBe('own')
  })

  test('are left as they are when they are no object, or nothing that can be redefined', () => {
    expect(() => followSpies(undefined, () => ({}))).not.toThrow()
    const plain = Object.freeze({ fn: () => 'own' })
    followSpies(plain, () => ({ fn: vi.fn() }))
    expect(plain.fn()).toBe('own')
  })

  test('are watched while the test spies on them, and only then', async () => {
    const { ofTest, own } = twice(() => {
      let count = 0
      return { count: () => ++count }
    })
    const spy = vi.spyOn(ofTest, 'count')
    expect([own.count(), own.count()]).toEqual([1, 2])
    expect(own.count).toBe(own.count)
    expect(spy).toHaveBeenCalledTimes(2)
    vi.restoreAllMocks()
    await nextTurn()
    expect(own.count()).toBe(3)
    expect(ofTest.count()).toBe(1)
    expect(spy).toHaveBeenCalledTimes(2)
  })

  test('are looked at once in a turn, however often they are used', async () => {
    const own = exporting({ fn: () => 'own' }) as { fn: () => string }
    const keys = vi.spyOn(Reflect, 'ownKeys')
    const theirs = exporting({ fn: () => 'own' })
    followSpies(own, () => theirs)
    const before = keys.mock.calls.length
    for (let i = 0; i < 10; i++) own.fn()
    const inOneTurn = keys.mock.calls.length - before
    await nextTurn()
    own.fn()
    expect(keys.mock.calls.length - before).toBe(2 * inOneTurn)
  })

  test("give what a spy on a constant's getter gives", () => {
    const { ofTest, own } = twice(() => ({ LIMIT: 10 as number }))
    const spy = vi.spyOn(ofTest, 'LIMIT', 'get').mockReturnValueOnce(20)
    expect([own.LIMIT, own.LIMIT]).toEqual([20, 10])
    expect(spy).toHaveBeenCalledTimes(2)
  })
})

describe('members', () => {
  const make = () => {
    class Base {
      inherited(): string {
        return 'inherited'
      }
    }
    class Service extends Base {
      #calls = 0
      static make(): Service {
        return new Service()
      }
      call(): number {
        return ++this.#calls
      }
      get calls(): number {
        return this.#calls
      }
    }
    return { Service, service: new Service(), object: { ask: () => 'own' } }
  }

  test("of a class's prototype are watched on every instance, whose private state is its own", () => {
    const { ofTest, own } = twice(make)
    const spy = vi.spyOn(ofTest.Service.prototype, 'call')
    expect([own.service.call(), own.service.call(), new own.Service().call()]).toEqual([1, 2, 1])
    expect(spy).toHaveBeenCalledTimes(3)
  })

  test('are replaced, and put back when the spy goes', async () => {
    const { ofTest, own } = twice(make)
    const before = Object.getOwnPropertyDescriptors(own.Service.prototype)
    await nextTurn()
    vi.spyOn(ofTest.Service.prototype, 'call').mockReturnValue(99)
    vi.spyOn(ofTest.Service.prototype, 'calls', 'get').mockReturnValue(98)
    vi.spyOn(ofTest.Service, 'make').mockReturnValue(Object.create(null) as never)
    vi.spyOn(Object.getPrototypeOf(ofTest.Service.prototype) as { inherited(): string }, 'inherited').mockReturnValue(
      'x',
    )
    expect([own.service.call(), own.service.calls, own.service.inherited()]).toEqual([99, 98, 'x'])
    expect(own.Service.make() instanceof own.Service).toBe(false)
    vi.restoreAllMocks()
    await nextTurn()
    expect([own.service.call(), own.service.calls, own.service.inherited()]).toEqual([1, 1, 'inherited'])
    expect(own.Service.make() instanceof own.Service).toBe(true)
    expect(Object.getOwnPropertyDescriptors(own.Service.prototype)).toEqual(before)
  })

  test('of one instance or object are replaced there alone', async () => {
    const { ofTest, own } = twice(make)
    vi.spyOn(ofTest.service, 'call').mockReturnValue(42)
    vi.spyOn(ofTest.object, 'ask').mockReturnValue('spied')
    expect([own.service.call(), new own.Service().call(), own.object.ask()]).toEqual([42, 1, 'spied'])
    vi.restoreAllMocks()
    await nextTurn()
    expect(own.service.call()).toBe(1)
    expect(Object.hasOwn(own.service, 'call')).toBe(false)
    expect(own.object.ask()).toBe('own')
  })

  test('that a stub of sinon replaces are replaced by that stub', () => {
    const { ofTest, own } = twice(make)
    const stub = Object.assign(() => 7, { isSinonProxy: true })
    Object.assign(ofTest.service, { call: stub })
    expect(own.service.call).toBe(stub)
  })

  test('of objects that cannot be changed, of proxies and of large tables are left alone', () => {
    const { ofTest, own } = twice(() => ({
      frozen: Object.freeze({ ask: () => 'own' }),
      proxy: new Proxy({ ask: () => 'own' }, { ownKeys: () => expect.unreachable() }),
      table: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`key${index}`, (): string => 'own'])),
    }))
    followSpies(own, () =>
      exporting({ frozen: { ask: vi.fn(() => 'spied') }, proxy: { ask: vi.fn(() => 'spied') }, table: ofTest.table }),
    )
    vi.spyOn(ofTest.table, 'key7').mockReturnValue('spied')
    expect([own.frozen.ask(), own.proxy.ask(), own.table['key7']?.()]).toEqual(['own', 'own', 'own'])
  })

  test('named constructor are left alone', () => {
    const { ofTest, own } = twice(make)
    ofTest.Service.prototype.constructor = vi.fn() as never
    expect(own.service.constructor).toBe(own.Service)
  })
})
