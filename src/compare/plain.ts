// Plain data of any value, as far as it can be compared: what JSON has, and texts for the rest.

/** Deeper than that, calls hold clients and their configuration rather than what was said. */
const DEEPEST = 10

/** Copies `value`: functions and undefined members are left out, as JSON does; a cycle is told as `[circular]`. */
export function plain(value: unknown, ancestors: readonly object[] = []): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return '[function]'
  if (value === undefined) return null
  if (typeof value !== 'object' || value === null) return value
  if (ancestors.includes(value)) return '[circular]'
  if (ancestors.length >= DEEPEST) return '[deeper]'
  return plainObject(value, [...ancestors, value])
}

function plainObject(value: object, within: readonly object[]): unknown {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') }
  if ('toJSON' in value && typeof value.toJSON === 'function') return plain(value.toJSON(), within)
  if (value instanceof Error) return { name: value.name, message: value.message }
  if (value instanceof RegExp) return String(value)
  if (value instanceof Map || value instanceof Set) return [...value].map((item: unknown) => plain(item, within))
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item, within))
  const members = Object.entries(value).filter(([, member]) => member !== undefined && typeof member !== 'function')
  return Object.fromEntries(members.map(([name, member]: [string, unknown]) => [name, plain(member, within)]))
}
