// Which configuration is legal in AWS, or planned here, but not built yet: it is refused with the reason, never ignored.

import type { ConfigValues } from './config-rules.js'
import { showValue } from './show-value.js'

interface NotBuilt<Value> {
  /** Whether this value of the key is built; absent: none is. */
  readonly built?: (value: Value) => boolean
  /** What happens instead, and what to do. */
  readonly reason: string
}

/** Every key of which something is not built, and what. */
export const NOT_BUILT: { readonly [K in keyof ConfigValues]?: NotBuilt<ConfigValues[K]> } = {
  tracingConfig: {
    built: ({ mode }) => mode === 'PassThrough',
    reason: "no X-Ray segments are made; leave it out, or { mode: 'PassThrough' }",
  },
}

/** The problem with a legal value of something that is not built; `undefined` when it is. */
export function notBuiltProblem<K extends keyof ConfigValues>(key: K, value: ConfigValues[K]): string | undefined {
  const entry = NOT_BUILT[key]
  if (!entry) return undefined
  if (entry.built?.(value)) return undefined
  return `${key}: ${showValue(value)} is not built yet: ${entry.reason}`
}
