// Parts of what a snapshot prints, for which property matchers (`expect.any(String)`) may stand: those are printed as they are.

import { isLiteral } from './recognise.js'

/** A text as `change` has it. */
export function ofText(value: unknown, change: (text: string) => string): unknown {
  return typeof value === 'string' ? change(value) : value
}

/** `name` in place of any number. */
export function ofNumber(value: unknown, name: string): unknown {
  return typeof value === 'number' ? name : value
}

/** Each item as `change` has it. */
export function ofList<Item>(value: readonly Item[], change: (item: Item) => unknown): unknown {
  return Array.isArray(value) ? value.map((item: Item) => change(item)) : value
}

/** Each object of a list as `change` has it. */
export function ofLiterals<Part extends object>(value: readonly Part[], change: (part: Part) => unknown): unknown {
  return ofList(value, (item) => ofLiteral(item, change))
}

/** An object as `change` has it. */
export function ofLiteral<Part extends object>(value: Part, change: (part: Part) => unknown): unknown {
  return isLiteral(value) ? change(value) : value
}
