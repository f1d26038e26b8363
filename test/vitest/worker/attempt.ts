// Plays one attempt of a test inside a test, with a scope of its own, so that what it fails with can be looked at.

import { inScope, Scope } from '../../../src/vitest/worker/scope.js'

/** Runs `body` as the test `name`, ends it as the setup file does, and resolves with the error that fails it, if any. */
export async function attempt(body: (scope: Scope) => unknown, name = 'orders'): Promise<Error | undefined> {
  const scope = new Scope(`the test '${name}'`)
  await inScope(scope, async () => body(scope))
  return await scope.end().then(
    () => undefined,
    (fault: unknown) => fault as Error,
  )
}
