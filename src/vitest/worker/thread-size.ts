// Which thread a test file is going to need first, by its text: known before any of it has run.

import { readFileSync } from 'node:fs'
import type { LambdaConfig } from '../../function/config.js'
import { QUOTAS } from '../../function/quotas.js'

const DECLARES = /\bwithLambda\s*[<(]/
const ISOLATION = /\bisolation\s*:\s*(['"`])(?<kind>[\w-]+)\1/g
const MEMORY_SIZE = /\bmemorySize\b(?:\s*:\s*(?<size>\d+)\b)?/g

/**
 * Its `memorySize` in MB, which cannot be changed when it has booted; undefined: the file needs none, or its functions have
 * several. A guess: where a helper of the file's declares its functions it is wrong, and the first thread boots with the
 * first function; where the text speaks of threads and needs none, one is booted for nothing.
 */
export function threadSize(testFile: string, defaults: LambdaConfig): number | undefined {
  const text = textOf(testFile)
  return needsThread(text, defaults) ? sizeIn(text, defaults) : undefined
}

function needsThread(text: string, { isolation }: LambdaConfig): boolean {
  const said = [...text.matchAll(ISOLATION)].map(({ groups }) => groups?.['kind'])
  return said.includes('thread') || (isolation === 'thread' && said.length === 0 && DECLARES.test(text))
}

function sizeIn(text: string, defaults: LambdaConfig): number | undefined {
  const { minimum, maximum, default: usual } = QUOTAS.memorySize
  const said = new Set([...text.matchAll(MEMORY_SIZE)].map(({ groups }) => Number(groups?.['size'])))
  if (said.size === 0) return defaults.memorySize ?? usual
  const [size = Number.NaN] = said
  return said.size === 1 && size >= minimum && size <= maximum ? size : undefined
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // A plugin may make up test files that are nowhere.
    return ''
  }
}
