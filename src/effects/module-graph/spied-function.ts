// A function of an environment that the test watches through a spy on its own instance of it.

/** A spy of Vitest's, or a stub of sinon's such as aws-sdk-client-mock makes. */
export type Spy = (this: unknown, ...args: unknown[]) => unknown

interface VitestSpy extends Spy {
  readonly _isMockFunction: true
  getMockImplementation(): unknown
  mockImplementationOnce(implementation: Spy): unknown
}

/** Whether `value` was put in the place of a function by a test. */
export function isSpy(value: unknown): value is Spy {
  return isVitestSpy(value) || (typeof value === 'function' && 'isSinonProxy' in value)
}

/**
 * The environment's function `own` as the test's `spy` wants it: every call is the spy's to record and to answer, and
 * where it has no answer of its own it is `own` that runs, with the environment's module state behind it. Read as a
 * value it is `own` with the spy's members, so that `expect(fn).toHaveBeenCalled()` works on it, too.
 */
export function watched(own: Spy, spy: Spy): Spy {
  if (!isVitestSpy(spy)) return spy
  const proxy: Spy = new Proxy(own, {
    apply(_, self, args) {
      callThrough(spy, own)
      return Reflect.apply(spy, self, args)
    },
    construct(_, args, newTarget) {
      const plain = callThrough(spy, own) ? own : spy
      return Reflect.construct(spy, args, newTarget === proxy ? plain : newTarget) as object
    },
    get: (_, key) => Reflect.get(key in own ? own : spy, key) as unknown,
    has: (_, key) => key in own || key in spy,
  })
  return proxy
}

/** Lets the next call of `spy` run `own`, unless the test has given it something else to do. */
function callThrough(spy: VitestSpy, own: Spy): boolean {
  const through = spy.getMockImplementation() === undefined
  if (through) spy.mockImplementationOnce(own)
  return through
}

function isVitestSpy(value: unknown): value is VitestSpy {
  return typeof value === 'function' && '_isMockFunction' in value && value._isMockFunction === true
}
