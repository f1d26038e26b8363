// What can be seen of Vitest's asymmetric matchers (`expect.any(String)`) from outside. The only file that looks into one.

/** Whether `value` is an asymmetric matcher. */
export function isAsymmetric(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'asymmetricMatch' in value
}

/**
 * Whether an asymmetric matcher is one for strings, and so is meant for a text rather than for the JSON value in it.
 * Vitest's matchers say their type in `getExpectedType()`, which is undocumented; one that does not is taken for a
 * matcher of values.
 */
export function isForText(matcher: unknown): boolean {
  if (!isAsymmetric(matcher)) return false
  const { getExpectedType } = matcher as { getExpectedType?: unknown }
  return typeof getExpectedType === 'function' && getExpectedType.call(matcher) === 'string'
}
