// Several faults of one test, told as one error: Vitest shows the message and the stack of what a hook throws.

/** The one fault as it is; several as an AggregateError that says all of them and points at the first. */
export function joinFaults(faults: readonly Error[]): Error {
  const [first] = faults
  if (faults.length === 1 && first) return first
  const texts = faults.map(({ message }, index) => `${index + 1}. ${message}`)
  const joined = new AggregateError(faults, `${faults.length} errors that no result reports:\n\n${texts.join('\n\n')}`)
  const frames = (first?.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  joined.stack = [`${joined.name}: ${joined.message}`, ...frames].join('\n')
  return joined
}
