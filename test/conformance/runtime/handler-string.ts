// The handler string by which a case is found here.

import { relative } from 'node:path'
import type { Case } from './corpus.js'

/** From the project's root where the task root is below it: an absolute path can be too long for a handler string. */
export function handlerStringOf({ taskRoot, handler }: Case): string {
  const below = relative(process.cwd(), taskRoot).replaceAll('\\', '/')
  return `${below.startsWith('..') ? taskRoot : below}/${handler}`
}
