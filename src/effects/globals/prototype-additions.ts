// Additions to the prototypes of builtin types: everybody sees them, so they are reported instead of isolated.

const PROTOTYPES = { Object, Array, Function, String, Promise } as const

/** Remembers what the prototypes have now; the answer lists what was added since, such as `Array.prototype.last`. */
export function watchPrototypes(): () => readonly string[] {
  const before = Object.entries(PROTOTYPES).map(([name, { prototype }]) => ({
    name,
    prototype: prototype as object,
    keys: Reflect.ownKeys(prototype),
  }))
  return () =>
    before.flatMap(({ name, prototype, keys }) => {
      const now = Reflect.ownKeys(prototype)
      if (now.length === keys.length) return []
      const known = new Set(keys)
      return now.filter((key) => !known.has(key)).map((key) => `${name}.prototype${dotted(key)}`)
    })
}

function dotted(key: PropertyKey): string {
  if (typeof key === 'symbol') return `[${String(key)}]`
  return `.${String(key)}`
}
