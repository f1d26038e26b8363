// Tells in a few lines what happened in one invocation, without ids or absolute times: the end of a failure message.

import { causes } from './causes.js'
import { connectionLines } from './connection-text.js'
import { describeError, oneLine } from './describe-error.js'
import { elapsed } from './elapsed.js'
import { isFrame, withPlaceAsFrame } from './frame.js'
import type { InvocationRecord, Phase } from './record.js'
import type { FunctionError } from './result.js'
import { isForeignFrame, withoutIds, withoutRequestPrefix } from './stable-text.js'
import { freezeRows, thawRows } from './timeline-leaks.js'
import { logRows, row, splitAtStart } from './timeline-logs.js'
import { withoutReports } from './timeline-reports.js'
import { streamRows } from './timeline-stream.js'

const SHOWN_FRAMES = 3

/**
 * Renders what happened: init, freeze and thaw, log lines with times since their phase began, the end, what was left
 * behind, and what often explains it. Same text in each run of a test, as far as durations are.
 */
export function renderTimeline(record: InvocationRecord, error?: FunctionError): string {
  const { duringInit, duringInvoke } = splitAtStart(withoutReports(record.logs, error))
  const invoke = record.phases.findLast((phase) => phase.phase === 'invoke')
  const lastInit = record.phases.findLast((phase) => phase.phase === 'init')
  const lines = [header(record)]
  for (const phase of record.phases) {
    if (phase === invoke) continue
    lines.push(phaseLine(phase, record))
    if (phase === lastInit) lines.push(...logRows(duringInit, phase, record))
  }
  lines.push(...thawRows(record))
  lines.push(
    `  invoke${company(record)}`,
    ...logRows(lastInit ? duringInvoke : [...duringInit, ...duringInvoke], invoke, record),
  )
  lines.push(...streamRows(record))
  lines.push(...connectionLines(record.connections).map((line) => row('', line)))
  lines.push(endRow(record, invoke, error), ...frameRows(error), ...freezeRows(record))
  lines.push(...causes(record, error).map((cause) => `  ${cause}`))
  return lines.join('\n')
}

function header(record: InvocationRecord): string {
  return `What happened in invocation ${record.invocationIndex} of its environment (${startKind(record)}):`
}

function startKind(record: InvocationRecord): string {
  if (!record.coldStart) return 'warm'
  if (record.invocationIndex > 1) return 'initialised again, after a reset'
  return record.code === 'function' ? 'new, but its code was evaluated before, by the test file' : 'cold start'
}

/** Of an environment that runs several at once: shared state that was changed meanwhile was changed by these. */
function company({ beside = [] }: InvocationRecord): string {
  const [last, ...others] = beside.toReversed()
  if (last === undefined) return ''
  if (others.length === 0) return `, beside invocation ${last}`
  return `, beside invocations ${others.toReversed().join(', ')} and ${last}`
}

function phaseLine(phase: Phase, record: InvocationRecord): string {
  const name = phase.phase === 'freeze' ? 'frozen' : phase.phase
  const status = { success: '', error: ', failed', timeout: ', timed out' }[phase.status]
  return `  ${name.padEnd(8)}${elapsed(phase.durationMs)}${status}${peers(phase, record)}`
}

function peers({ connections }: Phase, record: InvocationRecord): string {
  if (connections === undefined) return ''
  return `, connections ${connections}${record.connections.stale.length === 0 ? ' (none was open)' : ''}`
}

function endRow(record: InvocationRecord, invoke: Phase | undefined, error: FunctionError | undefined): string {
  return row(invoke === undefined ? '' : `+${elapsed(invoke.durationMs)}`, ending(record, error))
}

function ending(record: InvocationRecord, error: FunctionError | undefined): string {
  switch (record.outcome) {
    case 'response':
      return 'answered'
    case 'timeout':
      return `timed out${waitingFor(record)}`
    case 'error':
      return error === undefined ? 'failed' : `failed: ${withoutIds(describeError(error), record)}`
    case 'exit':
      return `the process ended${error === undefined ? '' : `: ${exitReason(error)}`}${waitingFor(record)}`
  }
}

function waitingFor(record: InvocationRecord): string {
  return record.waitingFor?.length ? `, waiting for ${record.waitingFor.join(', ')}` : ''
}

function exitReason(error: FunctionError): string {
  return oneLine(withoutRequestPrefix(error.errorMessage))
}

function frameRows(error: FunctionError | undefined): string[] {
  const own = withPlaceAsFrame(error?.trace ?? []).filter((line) => isFrame(line) && !isForeignFrame(line))
  return own.slice(0, SHOWN_FRAMES).map((line) => row('', line.trim()))
}
