// Several faults of one test, told as one error.

/** The one fault as it is; several as an AggregateError, of which Vitest prints each with its own stack. */
export function joinFaults(faults: readonly Error[]): Error {
  const [first] = faults
  if (faults.length === 1 && first) return first
  const texts = faults.map(({ message }, index) => `${index + 1}. ${message}`)
  return new AggregateError(faults, `${faults.length} errors that no result reports:\n\n${texts.join('\n\n')}`)
}
