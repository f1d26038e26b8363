// Where a value is nested most deeply: found without recursion, for which it may be nested too deeply.

/** What is nested more deeply is looked into no further: a getter may make it anew without end. */
export const MOST_LEVELS = 100_000

/** An object, and where it was first come upon. */
interface Place {
  readonly value: object
  readonly level: number
  readonly key?: string | number
  readonly within?: Place
}

/** The keys that lead to it, at most `MOST_LEVELS`. What an object writes by `toJSON()` stands for it. */
export function deepestPath(value: object): readonly (string | number)[] {
  let deepest: Place = { value, level: 0 }
  const places = [deepest]
  const seen = new Set<object>()
  for (let place = places.pop(); place; place = places.pop()) {
    if (seen.has(place.value)) continue
    seen.add(place.value)
    if (place.level > deepest.level) deepest = place
    if (deepest.level === MOST_LEVELS) break
    for (const [key, item] of itemsOf(place.value)) {
      if (isObject(item)) places.push({ value: item, level: place.level + 1, key, within: place })
    }
  }
  return keysTo(deepest)
}

function itemsOf(value: object): readonly (readonly [string | number, unknown])[] {
  try {
    const written: unknown = 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON('') : value
    if (Array.isArray(written)) return written.map((item: unknown, index) => [index, item])
    return isObject(written) ? Object.entries(written) : []
  } catch {
    return []
  }
}

function keysTo(deepest: Place): readonly (string | number)[] {
  const keys: (string | number)[] = []
  for (let place: Place | undefined = deepest; place?.key !== undefined; place = place.within) keys.push(place.key)
  return keys.toReversed()
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
