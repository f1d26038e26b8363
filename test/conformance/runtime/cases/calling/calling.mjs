// What a handler is called with, and what may be a handler.

export const argumentsOf = async function (...given) {
  return { count: given.length, types: given.map((one) => typeof one) }
}
export const argumentsOfSync = function () {
  return { count: arguments.length }
}
export const thisOf = async function () {
  return { type: typeof this, name: this?.constructor?.name, ownKeys: this && Object.keys(this).includes('handler') }
}
export const nested = {
  x: 1,
  method() {
    return { isNested: this === nested }
  },
  async asyncMethod() {
    return { x: this?.x ?? 'none' }
  },
}
export class klass {
  constructor() {
    this.a = 1
  }
}
export const three = async (event, context, callback) => ({ callback: typeof callback })
export const threeWithDefault = async (event, context, callback = 'none') => ({ callback: typeof callback })
export const rest = async (...all) => ({ length: rest.length, count: all.length })
export const four = async (event, context, callback, more) => ({ more: typeof more })
export const noParameters = async () => 'none'
export const bound = async function (event) {
  return { ...this, event }
}.bind({ bound: true })
export const proxied = new Proxy(async (event) => ({ event }), {})
export const wrongCallback = async (event, callback) => {
  callback(null, 'hello')
}
export const wrongCallbackSync = (event, callback) => {
  callback(null, 'hello')
}
export const contextMethods = async (event, context) => ({
  done: typeof context.done,
  succeed: typeof context.succeed,
  fail: typeof context.fail,
  waits: String(context.callbackWaitsForEmptyEventLoop),
})
export const setsWaits = async (event, context) => {
  context.callbackWaitsForEmptyEventLoop = false
  return {
    waits: context.callbackWaitsForEmptyEventLoop,
    own: Object.keys(context).includes('callbackWaitsForEmptyEventLoop'),
  }
}
export const thenable = () => ({
  then(succeed) {
    succeed({ thenable: 'at once' })
    return Promise.resolve()
  },
})
export const thenableLater = () => ({
  then(succeed) {
    setTimeout(succeed, 5, { thenable: 'later' })
  },
})
export const thenableFails = () => ({
  then(succeed, fail) {
    fail(new RangeError('thenable failed'))
    return Promise.resolve()
  },
})
export const thenableThrows = () => ({
  then() {
    throw new RangeError('then threw')
  },
})
export const thenNoFunction = () => ({ then: 'a text' })
export const functionWithThen = () =>
  Object.assign(() => {}, { then: (ok) => (ok('of a function'), Promise.resolve()) })
export const asyncGenerator = async function* () {
  yield 1
}
export const generator = function* () {
  yield 1
}
export const eventChanged = async (event) => {
  event.seen = (event.seen ?? 0) + 1
  return event
}
export const awaits = async () => {
  await null
  await new Promise((done) => setTimeout(done, 10))
  await new Promise((done) => setImmediate(done))
  return 'after three turns'
}
export const waitsLong = async () => {
  await new Promise((done) => setTimeout(done, 200))
  return 'in time'
}
export const parallel = async () =>
  Promise.all([30, 20, 10].map((ms) => new Promise((done) => setTimeout(done, ms, ms))))
export const race = async () =>
  Promise.race([new Promise(() => {}), new Promise((done) => setTimeout(done, 10, 'won'))])
export const subclassed = () => {
  class Later extends Promise {}
  return Later.resolve('of a subclass')
}
