// What a handler can throw, and what the runtime makes of it.

import vm from 'node:vm'
import { deep } from './deep.mjs'

class NoName extends Error {}
class Named extends Error {
  name = 'NamedError'
}
class ByGetter extends Error {
  get name() {
    return 'FromGetter'
  }
}

const throwing = (make) => async () => {
  throw make()
}

export const plain = async () => {
  throw new Error('boom')
}
export const sync = () => {
  throw new RangeError('sync boom')
}
export const rejected = () => Promise.reject(new TypeError('rejected'))
export const later = async () => {
  await new Promise((done) => setTimeout(done, 5))
  throw new Error('later')
}
export const fromDeep = async () => {
  await null
  return deep()
}
export const once = (() => {
  let count = 0
  return async () => {
    count++
    if (count === 1) throw new Error('only the first time')
    return { count }
  }
})()
export const emptyMessage = throwing(() => new Error(''))
export const noMessage = throwing(() => new Error())
export const lines = throwing(() => new Error('one\ntwo\n\tthree'))
export const del = throwing(() => new Error('a\x7fb'))
export const unicode = throwing(() => new Error('é✓𝄞'))
export const noName = throwing(() => new NoName('its class has no name of its own'))
export const named = throwing(() => new Named('its class has one'))
export const byGetter = throwing(() => new ByGetter('its name is a getter'))
export const renamed = throwing(() => Object.assign(new Error('renamed'), { name: 'Renamed' }))
export const dottedName = throwing(() => Object.assign(new Error('dotted'), { name: 'Orders.NotFound' }))
export const numberName = throwing(() => Object.assign(new Error('number'), { name: 7 }))
export const emptyName = throwing(() => Object.assign(new Error('empty name'), { name: '' }))
export const noStack = throwing(() => Object.assign(new Error('no stack'), { stack: undefined }))
export const ownStack = throwing(() =>
  Object.assign(new Error('own stack'), { stack: 'one\n    at somewhere (else.js:1:2)' }),
)
export const listStack = throwing(() => Object.assign(new Error('list'), { stack: ['one', 'two'] }))
export const messageObject = throwing(() => Object.assign(new Error('x'), { message: { a: 1 } }))
export const withFields = throwing(() =>
  Object.assign(new TypeError('fields'), {
    code: 'E_CODE',
    statusCode: 418,
    nested: { deep: [1, { two: 2 }] },
    nothing: undefined,
  }),
)
export const withCause = throwing(() => new Error('outer', { cause: new RangeError('inner') }))
export const withErrorField = throwing(() => Object.assign(new Error('outer'), { inner: new RangeError('inner') }))
export const withCircle = throwing(() => {
  const error = new Error('circle')
  error.self = error
  return error
})
export const withBigint = throwing(() => Object.assign(new Error('bigint'), { big: 1n }))
export const aggregate = throwing(() => new AggregateError([new Error('one'), new TypeError('two')], 'several'))
export const withToJSON = throwing(() => Object.assign(new Error('json'), { toJSON: () => ({ own: 'json' }) }))
export const frozen = throwing(() => Object.freeze(new Error('frozen')))
export const domException = throwing(() => new DOMException('aborted', 'AbortError'))
export const abort = async () => AbortSignal.abort().throwIfAborted()
export const otherRealm = throwing(() => vm.runInNewContext('new TypeError("other realm")'))
export const otherRealmObject = throwing(() => vm.runInNewContext('({ a: 1 })'))
export const looksLike = throwing(() => ({
  name: 'Looks',
  message: 'like an error',
  stack: 'Looks: like an error\n    at x',
}))
export const looksAlmost = throwing(() => ({ name: 'Looks', message: 'almost' }))
export const text = throwing(() => 'text')
export const emptyText = throwing(() => '')
export const nothing = throwing(() => undefined)
export const nullValue = throwing(() => null)
export const number = throwing(() => 42)
export const zero = throwing(() => 0)
export const yes = throwing(() => true)
export const no = throwing(() => false)
export const bigint = throwing(() => 5n)
export const object = throwing(() => ({ code: 1, message: 'msg' }))
export const list = throwing(() => [1, 2])
export const date = throwing(() => new Date(0))
export const func = throwing(() => function named() {})
export const ownText = throwing(() => ({ toString: () => 'custom' }))
export const noPrototype = throwing(() => Object.create(null))
export const symbol = throwing(() => Symbol('s'))
export const promise = throwing(() => Promise.resolve(1))
export const http = throwing(() => ({ statusCode: 500, body: 'oops' }))
export const syncText = () => {
  throw 'sync text'
}
export const syncNothing = () => {
  throw undefined
}
export const syncNull = () => {
  throw null
}
export const finallyReturns = async () => {
  try {
    throw new Error('lost')
  } finally {
    return 'finally'
  }
}
export const reference = async () => missing + 1
export const notAFunction = async (event) => event.records.map(String)
export const jsonParse = async () => JSON.parse('{nope')
export const overflow = async () => {
  const endless = () => endless() + 1
  return endless()
}
export const system = async () => {
  const { readFileSync } = await import('node:fs')
  return readFileSync('/tmp/no-such-file')
}
export const loggedToo = async () => {
  const error = new Error('logged and thrown')
  console.error(error.message)
  throw error
}
export const longTrace = async () => {
  const down = (depth) => {
    if (depth === 0) throw new Error('from the bottom')
    return down(depth - 1)
  }
  return down(14)
}
