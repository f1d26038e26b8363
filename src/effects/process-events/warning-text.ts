// The text of a process warning, as Node.js prints it.

import { process } from '../host-process.js'

/**
 * Makes the printer of one process: Node.js adds the hint to the first warning only. On Lambda the text goes through
 * `console.error` and so becomes an ERROR line (seen with aws-lambda-ric 4.0.2).
 * Source: https://nodejs.org/api/process.html#event-warning
 */
export function createWarningText(): (warning: unknown) => string | undefined {
  let hinted = false
  return (warning) => {
    if (!(warning instanceof Error)) return undefined
    const code = 'code' in warning && typeof warning.code === 'string' ? `[${warning.code}] ` : ''
    const detail = 'detail' in warning && typeof warning.detail === 'string' ? `\n${warning.detail}` : ''
    const flag = warning.name === 'DeprecationWarning' ? '--trace-deprecation' : '--trace-warnings'
    const hint = hinted ? '' : `\n(Use \`node ${flag} ...\` to show where the warning was created)`
    hinted = true
    return `(node:${process.pid}) ${code}${String(warning)}${detail}${hint}`
  }
}
