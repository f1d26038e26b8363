// A JSON path in dot notation, as EventBridge and CloudWatch Logs take it: `$.detail.items[0].id`.

import { isObject } from '../record/recognise.js'

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
    if (typeof step === 'number') return Array.isArray(part) ? (part as readonly unknown[])[step] : undefined
    return isObject(part) && Object.hasOwn(part, step) ? part[step] : undefined
  }, value)
}
