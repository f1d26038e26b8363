// What is said of a leak that no assertion looked at: in one line, or as an error that points to the line to fix.

import { resolve } from 'node:path'
import { leakAdvice } from '../../record/leak-advice.js'
import { showLeak } from '../../record/leak-text.js'
import type { Leak } from '../../record/leak.js'
import { guided } from './guided.js'
import type { UnseenLeaks } from './leak-policy.js'

type Origin = Pick<UnseenLeaks, 'config' | 'awaiting'>

/** FRZ-2: work that is left behind goes on in the next invocation of its environment, or never. */
const FATE = 'Lambda freezes it there: it goes on in the next invocation, or never.'

/** For a console: one line. */
export function leakWarning(leak: Leak, { config }: Origin): Error {
  return new Error(`${whatHappened(leak, config)}. ${FATE} ${leakAdvice(leak)} ${howToAllow(leak)}`)
}

/** For a test that fails: its first frame is the line to fix, the next ones await the invocation. */
export function leakError(leak: Leak, { config, awaiting }: Origin): Error {
  const place = leak.via ?? leak.at
  const frame = place === undefined ? [] : [`    at ${resolve(config.taskRoot, place)}`]
  const guide = `${FATE} ${leakAdvice(leak)} ${howToAllow(leak)}`
  return guided('UnobservedLeakError', whatHappened(leak, config), guide, [...frame, ...awaiting])
}

function whatHappened(leak: Leak, { functionName }: Origin['config']): string {
  return `'${functionName}' left this behind when it answered: ${showLeak(leak)}`
}

/** The call that is not awaited, rather than what every caller of the same helper would leave behind. */
function howToAllow({ kind, what, at, via }: Leak): string {
  const place =
    via === undefined ? (at === undefined ? `what: ${quoted(what)}` : `at: ${line(at)}`) : `via: ${line(via)}`
  const allow = `lambda({ allowLeaks: [{ kind: '${kind}', ${place} }] })`
  return `If it is meant to be, assert it with toLeak(), or allow it in vitest.config.ts: ${allow}.`
}

/** Without the column, which changes with every edit of the line. */
function line(place: string): string {
  return quoted(place.replaceAll('\\', '/').replace(/:\d+$/, ''))
}

function quoted(text: string): string {
  return /['\\\n]/.test(text) ? JSON.stringify(text) : `'${text}'`
}
