// Whether a test file is going to need a thread of the project's own size, by its text: known before any of it has run.

import { readFileSync } from 'node:fs'
import type { LambdaConfig } from '../../function/config.js'

const DECLARES = /\bwithLambda\s*[<(]/
const ISOLATION = /\bisolation\s*:\s*(['"`])(?<kind>[\w-]+)\1/g
/** The limit of a thread's memory cannot be changed when it has booted. */
const OWN_SIZE = /\bmemorySize\b/

/**
 * A guess: where a helper of the file's declares its functions, it is wrong, and the first thread boots with the first
 * function; where the text speaks of threads and needs none, one is booted for nothing.
 */
export function needsThread(testFile: string, { isolation }: LambdaConfig): boolean {
  const text = textOf(testFile)
  if (OWN_SIZE.test(text)) return false
  const said = [...text.matchAll(ISOLATION)].map(({ groups }) => groups?.['kind'])
  return said.includes('thread') || (isolation === 'thread' && said.length === 0 && DECLARES.test(text))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // A plugin may make up test files that are nowhere.
    return ''
  }
}
