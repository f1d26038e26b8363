// Tells objects written as `{ … }` from class instances, also when they were made in another realm (a vm context).

/** True for an object literal, `Object.create(null)` and what `JSON.parse` makes; false for arrays and instances. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
