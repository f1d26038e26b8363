// What readConfig() finds wrong with a configuration, as a list.

import { LambdaConfigError } from '../../src/function/config-error.js'
import { type LambdaConfig, readConfig } from '../../src/function/config.js'

export function problems(input: unknown, defaults?: LambdaConfig): readonly string[] {
  try {
    readConfig(input, { defaultName: 'orders', root: '/project', ...(defaults && { defaults }) })
  } catch (error) {
    if (error instanceof LambdaConfigError) return error.problems
    throw error
  }
  return []
}
