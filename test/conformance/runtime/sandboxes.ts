// The sandboxes that must agree with AWS's client, and which cases each of them runs.

import type { Case } from './corpus.js'
import type { Runtime } from './runtimes.js'

export interface SandboxUnderTest {
  readonly name: string
  readonly isolation: 'in-process' | 'thread'
}

export const SANDBOXES: readonly SandboxUnderTest[] = [
  { name: 'in process', isolation: 'in-process' },
  { name: 'in a thread', isolation: 'thread' },
]

/** `npm run conformance -- --everything` runs everything on both. */
const EVERYTHING = process.env['CONFORMANCE'] === 'all'

/**
 * The topics that always run in threads, too. Each case takes a new thread, and so a hundred times as long as in process;
 * a thread holds the same sandbox, and the runtimes' rules are the same code in it.
 */
const IN_THREADS: Readonly<Record<string, string>> = {
  broken: 'what Node.js says of code is asked of it from within a thread',
  leftovers: 'a frozen thread runs nothing',
}

/** The cases that run now. */
export function casesFor({ isolation }: SandboxUnderTest, { id }: Runtime, cases: readonly Case[]): readonly Case[] {
  if (EVERYTHING || isolation === 'in-process') return cases
  return id === 'nodejs24.x' ? cases.filter(({ name }) => topicOf(name) in IN_THREADS) : []
}

/** Topics that are named here, to be held against those that there are. */
export const NAMED_TOPICS: readonly string[] = Object.keys(IN_THREADS)

export function topicOf(name: string): string {
  return name.slice(0, name.indexOf(':'))
}
