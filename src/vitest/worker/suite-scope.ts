// The scope of lambdas with `lifetime: 'suite'`: it ends with the describe or the file they were declared in.

import { afterAll } from 'vitest'
import { currentScope, Scope } from './scope.js'

/** A scope that ends after the suite that is being declared now. Inside a test there is none to be declared. */
export function suiteScope(caller: string): Scope {
  if (currentScope()) {
    throw new Error(
      `${caller}: lifetime: 'suite' is for lambdas declared in a describe or at the top of a file; inside a test leave it out.`,
    )
  }
  const scope = new Scope('its suite')
  afterAll(() => scope.end())
  return scope
}
