// How an invocation ended, as a sentence says it after "but it …".

import { describeError, HEADLINE_CHARACTERS, oneLine } from '../record/describe-error.js'
import { elapsed } from '../record/elapsed.js'
import type { FunctionError, InvocationResult } from '../record/result.js'
import { withoutIds, withoutRequestPrefix } from '../record/stable-text.js'

/** The function error; undefined when the function answered. */
export function failureOf(result: InvocationResult): FunctionError | undefined {
  if (result.error !== undefined) return result.error
  const failed = result.functionError !== undefined || result.record.outcome !== 'response'
  return failed ? { errorType: 'Unknown', errorMessage: '' } : undefined
}

/** `failed with TypeError: boom`, `timed out after 3 s`, `ended its process: Runtime exited …`. */
export function describeFailure(result: InvocationResult, error: FunctionError): string {
  const { record } = result
  if (record.outcome === 'timeout') return `timed out after ${elapsed(record.report.durationMs)}`
  if (record.outcome === 'exit') return `ended its process: ${oneLine(withoutRequestPrefix(error.errorMessage))}`
  return `failed with ${withoutIds(describeError(error, HEADLINE_CHARACTERS), record)}`
}
