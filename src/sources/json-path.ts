// A JSON path in dot notation, as EventBridge and CloudWatch Logs take it: `$.detail.items[0].id`.

/** The steps of a path: names of members, and places in lists. */
export type JsonPath = readonly (string | number)[]

/** The path that `text` writes, or undefined if it is none: names have letters, digits, `_`, `-` and `/`. */
export function readPath(text: string): JsonPath | undefined {
  if (!/^\$(?:\.[\w/-]+|\[\d+\])*$/.test(text)) return undefined
  return [...text.matchAll(/\.([\w/-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index))
}

/** What is at the path; undefined where nothing is. */
export function atPath(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((part, step) => {
    const isThere = typeof part === 'object' && part !== null && Object.hasOwn(part, step)
    return isThere ? (part as Readonly<Record<string | number, unknown>>)[step] : undefined
  }, value)
}
