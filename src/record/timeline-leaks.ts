// The rows of a timeline about work that outlives its invocation: what the thaw let go on, and what the freeze stopped.

import type { ResumedWork } from './leak.js'
import { countEqual, showLeak, showResumed } from './leak-text.js'
import type { InvocationRecord } from './record.js'
import { withoutIds } from './stable-text.js'
import { row } from './timeline-logs.js'

/** More rows than this of one kind, and the others are only counted. */
const SHOWN = 10

/** After the row of the freeze before it: what went on although the environment was frozen, then what the thaw let go on. */
export function thawRows(record: InvocationRecord): readonly string[] {
  const [early, atThaw] = [resumed(record, 'while-frozen'), resumed(record, 'at-thaw')]
  const frozen = record.phases.some(({ phase }) => phase === 'freeze')
  return [
    ...(early.length > 0 && !frozen ? ['  frozen'] : []),
    ...early.map((text) => row('', `went on, since real I/O cannot be frozen in process: ${text}`)),
    ...(atThaw.length > 0 ? ['  thaw'] : []),
    ...atThaw.map((text) => row('', `goes on: ${text}`)),
  ]
}

/** After the end: what is frozen with the environment. */
export function freezeRows(record: InvocationRecord): readonly string[] {
  const { leaks = [] } = record
  if (leaks.length === 0) return []
  const texts = shortened(leaks.map((leak) => withoutIds(showLeak(leak), record)))
  return ['  freeze', ...texts.map((text) => row('', `left behind: ${text}`))]
}

function resumed(record: InvocationRecord, ran: ResumedWork['ran']): readonly string[] {
  const work = (record.resumed ?? []).filter((one) => one.ran === ran)
  return shortened(work.map((one) => withoutIds(showResumed(one), record)))
}

function shortened(all: readonly string[]): readonly string[] {
  const texts = countEqual(all)
  return texts.length > SHOWN ? [...texts.slice(0, SHOWN), `… and ${texts.length - SHOWN} more`] : texts
}
