// One handler for each kind of result, most of them things that JSON has no word for.

const circle = {}
circle.self = circle

export const nothing = async () => {}
export const nothingSync = () => {}
export const nullValue = async () => null
export const text = async () => 'text'
export const emptyText = async () => ''
export const jsonText = async () => '{"a":1}'
export const unicode = async () => 'é✓𝄞\u2028'
export const loneSurrogate = async () => 'a\ud800b'
export const controls = async () => 'a\0b\x7fc\td'
export const zero = async () => 0
export const minusZero = async () => [-0, -0]
export const fraction = async () => 0.1 + 0.2
export const large = async () => [1e21, 2 ** 53, Number.MAX_VALUE, 5e-324]
export const notNumber = async () => NaN
export const infinities = async () => [Infinity, -Infinity]
export const infinity = async () => -Infinity
export const no = async () => false
export const bigint = async () => 10n
export const bigintInside = async () => ({ at: { depth: [1n] } })
export const symbol = async () => Symbol('s')
export const func = async () => () => 1
export const klass = async () => class Kind {}
export const date = async () => new Date(0)
export const invalidDate = async () => new Date(NaN)
export const datesInside = async () => ({ at: new Date(1e12), none: [new Date(NaN)] })
export const map = async () => new Map([['a', 1]])
export const set = async () => new Set([1])
export const collections = async () => ({ map: new Map([[1, 2]]), set: new Set('ab'), weak: new WeakMap() })
export const regExp = async () => ({ pattern: /x/g })
export const undefinedInside = async () => ({ a: undefined, b: [undefined, () => 1, Symbol('s')], c: NaN })
export const circular = async () => circle
export const circularArray = async () => {
  const list = [1]
  list.push(list)
  return { list }
}
export const toJSON = async () => ({ toJSON: (key) => ({ key, from: 'toJSON' }) })
export const toJSONInside = async () => ({ one: { toJSON: (key) => `key ${key}` }, list: [{ toJSON: (key) => key }] })
export const toJSONUndefined = async () => ({ toJSON: () => undefined })
export const toJSONThrows = async () => ({
  toJSON() {
    throw new RangeError('toJSON threw')
  },
})
export const getterThrows = async () => ({
  get a() {
    throw new RangeError('the getter threw')
  },
})
export const getters = async () => ({
  get a() {
    return 'from a getter'
  },
})
export const error = async () => new TypeError('returned, not thrown')
export const errorInside = async () => ({ error: Object.assign(new Error('inside'), { code: 'E' }) })
export const instance = async () =>
  new (class Point {
    x = 1
    #y = 2
    get z() {
      return this.#y
    }
  })()
export const sparse = async () => {
  const list = [1]
  list[2] = 3
  return list
}
export const namedArray = async () => Object.assign([1, 2], { name: 'lost' })
export const buffer = async () => Buffer.from('hi')
export const bytes = async () => new Uint8Array([1, 2])
export const rawBytes = async () => ({ buffer: new ArrayBuffer(2), view: new DataView(new ArrayBuffer(1)) })
export const noPrototype = async () => Object.assign(Object.create(null), { a: 1 })
export const protoKey = async () => JSON.parse('{"__proto__":{"x":1},"a":2}')
export const inherited = async () =>
  Object.create({ hidden: 1 }, { own: { value: 2, enumerable: true }, not: { value: 3 } })
export const boxed = async () => [new Number(1), new String('s'), new Boolean(false), Object(Symbol('s'))]
export const boxedBigint = async () => Object(1n)
export const promiseInside = async () => ({ p: Promise.resolve(1) })
export const promiseOfPromise = async () => Promise.resolve(Promise.resolve('deep'))
export const proxy = async () => new Proxy({ a: 1 }, { get: (target, key) => (key === 'a' ? 'trapped' : target[key]) })
export const revoked = async () => {
  const { proxy: gone, revoke } = Proxy.revocable({}, {})
  revoke()
  return { gone }
}
export const symbolKey = async () => ({ [Symbol('k')]: 1, s: 2 })
export const keyOrder = async () => ({ b: 1, 2: 'two', a: 3, 1: 'one' })
export const url = async () => ({ url: new URL('https://example.com/a?b=c'), parameters: new URLSearchParams('a=1') })
export const web = async () => ({
  response: new Response('x'),
  headers: new Headers({ a: 'b' }),
  blob: new Blob(['x']),
})
export const generator = async () =>
  (function* numbers() {
    yield 1
  })()
export const deep = async () => {
  let value = {}
  for (let depth = 0; depth < 20_000; depth++) value = { value }
  return value
}
export const httpShape = async () => ({ statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' })
export const globalNumber = () => 7
export const syncObject = (event) => ({ sync: true, event })
export const syncPromise = () => Promise.resolve('promised')
export const syncNull = () => null
export const changedInMicrotask = async () => {
  const result = { n: 1 }
  queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => (result.n = 'microtask'))))
  return result
}
export const changedInTick = async () => {
  const result = { n: 1 }
  process.nextTick(() => (result.n = 'tick'))
  return result
}
export const changedInImmediate = async () => {
  const result = { n: 1 }
  setImmediate(() => (result.n = 'immediate'))
  return result
}
export const changedInTimer = async () => {
  const result = { n: 1 }
  setTimeout(() => (result.n = 'timer'), 60)
  return result
}
export const frozenThenMutated = async () => Object.freeze({ list: [1] })
