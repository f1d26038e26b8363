// The error of an event that the service had taken before it found out that it cannot run it.

import { LambdaServiceException } from '../../invoke/exceptions.js'

/** What was refused then is none of the service's answers to whoever sent the event. */
export function toldLate(error: unknown): unknown {
  if (!(error instanceof LambdaServiceException)) return error
  const { name, message } = error
  return new Error(`Lambda had taken an event, and could not run it (${name}: ${message}).`, { cause: error })
}
