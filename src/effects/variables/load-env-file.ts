// `process.loadEnvFile` inside an environment: the real one would write into the host's variables.

import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** Sets the variables of a file that are not set yet. Source: https://nodejs.org/api/process.html#processloadenvfilepath */
export function loadEnvFile(state: { readonly values: Map<string, string> }, args: unknown[]): void {
  const path = (args[0] ?? '.env') as string
  for (const [name, value] of Object.entries(parseEnv(readFileSync(path, 'utf8')))) {
    if (value !== undefined && !state.values.has(name)) state.values.set(name, value)
  }
}
