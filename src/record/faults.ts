// Several faults of one test, told as one error.

import { isFrame } from './frame.js'

/** The one fault as it is; several as an AggregateError, of which Vitest prints each with its own stack. */
export function joinFaults(all: readonly Error[]): Error {
  const faults = eachOnce(all)
  const [first] = faults
  if (faults.length === 1 && first) return first
  const texts = faults.map(({ message }, index) => `${index + 1}. ${message}`)
  return new AggregateError(faults, `${faults.length} errors that no result reports:\n\n${texts.join('\n\n')}`)
}

/** What happened again and again in the same place, as with each delivery of a record, is told once, with how often. */
export function eachOnce(faults: Iterable<Error>): readonly Error[] {
  return [...Map.groupBy(faults, placeOf).values()].map(tellOnce)
}

/** Faults of one place begin alike and have the same frames; what follows, such as a timeline, may differ, unless it is further faults. */
function placeOf(fault: Error): string {
  const { name, message, stack = '' } = fault
  const begin = fault instanceof AggregateError ? message : message.split('\n', 1)[0]
  return [name, begin, ...stack.split('\n').filter(isFrame)].join('\n')
}

function tellOnce([first, ...more]: readonly Error[]): Error {
  if (!first) throw new Error('no fault to be told')
  if (more.length === 0) return first
  const { message, stack } = first
  first.message = `${message}\n\nThe same happened ${more.length + 1} times; this was the first.`
  if (stack !== undefined) first.stack = stack.replace(message, () => first.message)
  return first
}
