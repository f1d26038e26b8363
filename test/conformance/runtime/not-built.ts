// What this package answers where a feature of a case is not built yet.

import type { View } from './view.js'

/** Such cases are counted and told, never passed over in silence. */
export function isNotBuilt(views: readonly View[]): boolean {
  return views.some(({ answer }) => 'error' in answer && typeOf(answer.error) === 'VitestLambda.NotBuilt')
}

function typeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'errorType' in error ? error.errorType : undefined
}
