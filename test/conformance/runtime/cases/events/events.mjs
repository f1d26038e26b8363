// What arrives as the event.

const kindOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

export const echo = async (event) => ({ kind: kindOf(event), event })
export const own = async (event) => ({
  own: Object.keys(event),
  hasOwn: Object.hasOwn(event, '__proto__'),
  polluted: {}.x === undefined ? 'no' : 'yes',
  prototype: Object.getPrototypeOf(event) === Object.prototype,
})
export const instance = async (event) => ({ object: event instanceof Object, array: event instanceof Array })
export const mutable = async (event) => {
  delete event.a
  event.b.push('more')
  Object.freeze(event)
  return event
}
let last
export const fresh = async (event) => {
  const same = event === last
  last = event
  return { same }
}
