import { describe, expect, test, vi } from 'vitest'
import { isSpy, type Spy, watched } from '../../../src/effects/module-graph/spied-function.js'

const spyOn = (original: (...args: never[]) => unknown): Spy => vi.spyOn({ original }, 'original') as unknown as Spy

describe('a spy', () => {
  test("is one of Vitest's or of sinon's, and no other function", () => {
    expect(isSpy(vi.fn())).toBe(true)
    expect(isSpy(Object.assign(() => 1, { isSinonProxy: true }))).toBe(true)
    for (const value of [
      () => 1,
      undefined,
      { _isMockFunction: true },
      Object.assign(() => 1, { _isMockFunction: 1 }),
    ]) {
      expect(isSpy(value)).toBe(false)
    }
  })
})

describe('a watched function', () => {
  test('runs itself where the spy has nothing to do, and the spy records it', () => {
    const spy = spyOn(() => "the test's")
    const own = watched(function (this: unknown, ...args) {
      return [this, ...args]
    }, spy)
    const self = {}
    expect(Reflect.apply(own, self, [1, 2])).toEqual([self, 1, 2])
    expect(spy).toHaveBeenCalledExactlyOnceWith(1, 2)
    expect(spy).toHaveReturnedWith([self, 1, 2])
    expect(vi.mocked(spy).mock.contexts).toEqual([self])
  })

  test('does what the spy was told, once or for good', () => {
    const spy = spyOn(() => "the test's")
    const own = watched(() => 'own', spy)
    vi.mocked(spy).mockReturnValueOnce('once')
    expect([own(), own()]).toEqual(['once', 'own'])
    vi.mocked(spy).mockReturnValue('for good')
    expect([own(), own()]).toEqual(['for good', 'for good'])
    vi.mocked(spy).mockReset()
    expect(own()).toBe('own')
  })

  test('leaves nothing behind in the spy when it throws', () => {
    const spy = spyOn(() => "the test's")
    const own = watched(() => {
      throw new RangeError('own')
    }, spy)
    expect(own).toThrow('own')
    expect(spy()).toBe("the test's")
  })

  test('looks like itself, with the members of the spy', () => {
    const spy = spyOn(() => 1)
    const own = watched(Object.assign(function named(_a: unknown, _b: unknown) {}, { extra: 1 }) as unknown as Spy, spy)
    expect([own.name, own.length, Reflect.get(own, 'extra')]).toEqual(['named', 2, 1])
    expect(vi.isMockFunction(own)).toBe(true)
    own(5)
    expect(own).toHaveBeenCalledWith(5)
  })

  test('is the stub itself when it is one of sinon, which has no way to run something else', () => {
    const stub = Object.assign(() => 'stub', { isSinonProxy: true }) as unknown as Spy
    expect(watched(() => 'own', stub)).toBe(stub)
  })
})

describe('a watched class', () => {
  class Own {
    #secret = 'own'
    static made = 'static'
    constructor(readonly given?: string) {}
    secret(): string {
      return this.#secret
    }
  }
  class Theirs {
    secret(): string {
      return "the test's"
    }
  }

  const make = (): [typeof Own, Spy] => {
    const spy = vi.spyOn({ Theirs }, 'Theirs') as unknown as Spy
    return [watched(Own as unknown as Spy, spy) as unknown as typeof Own, spy]
  }

  test('makes instances of its own, which the spy records', () => {
    const [Watched, spy] = make()
    const instance = new Watched('a')
    expect([instance.secret(), instance.given, instance instanceof Own, instance instanceof Watched]).toEqual([
      'own',
      'a',
      true,
      true,
    ])
    expect(Watched.made).toBe('static')
    expect(spy).toHaveBeenCalledExactlyOnceWith('a')
    expect(vi.mocked(spy).mock.instances).toEqual([instance])
  })

  test('can be extended', () => {
    const [Watched, spy] = make()
    class Derived extends Watched {}
    const instance = new Derived()
    expect([instance.secret(), instance instanceof Derived, instance instanceof Own]).toEqual(['own', true, true])
    expect(spy).toHaveBeenCalledOnce()
  })

  test('makes what the spy was told to make', () => {
    const [Watched, spy] = make()
    vi.mocked(spy).mockImplementation(
      class {
        secret = (): string => 'mocked'
      } as never,
    )
    expect(new Watched().secret()).toBe('mocked')
  })
})
