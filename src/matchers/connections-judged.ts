// Judges what an invocation did with connections, for toReuseConnections and toOpenConnections.

import { listConnections } from '../record/connection-text.js'
import type { Connections } from '../record/connection.js'
import type { InvocationResult } from '../record/result.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { brief, guide, verdict } from './verdict.js'

/** The two things an invocation does with a connection that is of use to it. */
export type Use = 'reused' | 'opened'

const MATCHERS: Readonly<Record<Use, string>> = { reused: 'toReuseConnections', opened: 'toOpenConnections' }

/** `count` is how many are expected; without it, at least one. */
export function judgeConnections(
  context: MatcherContext,
  result: InvocationResult,
  use: Use,
  count: number | undefined,
): MatcherResult {
  const { connections } = result.record
  if (count !== undefined && !(Number.isInteger(count) && count >= 0))
    return guide(context, wrongCount(context, use, count))
  if (usedNone(connections)) return guide(context, noSocket(use, connections), result)
  const found = connections[use].length
  const pass = count === undefined ? found > 0 : found === count
  const sentence = (): string =>
    `expected ${expectation(context, use, count)}, but ${whatItDid(connections)}${hint(context, use, count, connections)}`
  return verdict(result, pass, sentence)
}

function wrongCount(context: MatcherContext, use: Use, count: unknown): string {
  const name = MATCHERS[use]
  return `${name}() takes how many connections, such as ${name}(2), or nothing for at least one, but received ${brief(context, count)}.`
}

function usedNone({ opened, reused, stale }: Connections): boolean {
  return opened.length + reused.length + stale.length === 0
}

/** Of a mocked client nothing can be said: whatever is asserted would hold, or fail, for the wrong reason. */
function noSocket(use: Use, { blocked }: Connections): string {
  const nothing = `${MATCHERS[use]}() has nothing to judge: the invocation used no connection at all`
  if (blocked.length > 0) return `${nothing}, since it was blocked`
  return [
    nothing,
    'A mocked client (vi.mock, aws-sdk-client-mock, msw, nock) opens no socket. Let the function talk to a server on localhost in this test, or assert on the calls of the mock.',
  ].join('\n')
}

function expectation({ isNot }: MatcherContext, use: Use, count: number | undefined): string {
  if (count === undefined) return `${isNot ? 'no connection' : 'a connection'} to be ${use}`
  const number = count === 1 ? '1 connection' : `${count} connections`
  return `${isNot ? 'another number of connections than ' : ''}${isNot ? count : number} to be ${use}`
}

function whatItDid({ opened, reused, stale }: Connections): string {
  const gone = stale.length === 0 ? '' : `found gone ${listConnections(stale)}, `
  return `it ${gone}reused ${listConnections(reused)}${gone === '' ? ' and' : ', and'} opened ${listConnections(opened)}`
}

/** What to do about the usual mistake: a client that is made, or ended, in each invocation. */
function hint({ isNot }: MatcherContext, use: Use, count: number | undefined, { opened, stale }: Connections): string {
  const wantsNone = (count === 0) !== (isNot === true && count === undefined)
  const wantsReuse = use === 'reused' ? !wantsNone : wantsNone
  if (!wantsReuse || opened.length === 0 || stale.length > 0) return ''
  return '\nA connection lives on when its client is made outside of the handler, keeps connections alive and is not ended by it.'
}
