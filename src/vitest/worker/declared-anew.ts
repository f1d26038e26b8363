// A function that is to outlive a test, and that each test declares anew: then none of them shares it with another.

import { inject } from 'vitest'
import { CallSite } from '../../effects/clock/call-site.js'
import { userPlace } from '../../sandbox/in-process/leaks/frames.js'
import { linesOf } from './flight.js'
import type { Scope } from './scope.js'
import type { Worker } from './worker.js'

/** By the lines that lead there, the first test of the file in which a function with `lifetime: 'suite'` was declared. */
export type DeclaredIn = Map<string, Scope['name']>

/**
 * Within `test` one is declared, by way of `entry`. A fixture of scope 'file' does that once, in whichever test asks for it
 * first; a test, a beforeEach and a fixture of scope 'test' do it again and again, which is told once.
 */
export function warnOfNextTest(
  worker: Pick<Worker, 'warnOnce'>,
  declaredIn: DeclaredIn,
  { name }: Pick<Scope, 'name'>,
  entry: (...args: never[]) => unknown,
): void {
  const site = new CallSite(entry)
  const lines = linesOf(site)().join('\n')
  const first = declaredIn.get(lines)
  if (first === undefined) declaredIn.set(lines, name)
  else if (first !== name) worker.warnOnce(warning(userPlace(site, inject('vitestLambda')?.root ?? process.cwd())))
}

function warning(place: string | undefined): string {
  const at = place === undefined ? '' : ` at ${place}`
  return (
    `withLambda() with lifetime: 'suite' was called${at} in several tests: each time it makes another function, whose ` +
    `environments stay until the file ends. For one that tests share call it in a describe, at the top of the file, in ` +
    `beforeAll or in a fixture of scope 'file'; for one per test there is lifetime: 'test'.`
  )
}
