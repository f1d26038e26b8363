// Ties a test file to the files its handler strings name, so that watch mode and `vitest related` know the edge.

import { parseHandlerString } from '../../function/handler-string.js'
import { handlerFiles } from '../handler-files.js'

/** What is needed of Vite's plugin context. */
export interface ResolvingContext {
  readonly environment: { readonly config: { readonly root: string } }
  resolve(id: string, importer?: string): Promise<{ readonly id: string } | null>
}

/** In `withLambda('…')`, and in `update({ code: '…' })`. */
const HANDLER_STRING = /\b(?:withLambda\s*\(|code\s*:)\s*(['"`])([^'"`$\\\s]+)\1/g

/**
 * Adds an import that is never called for each handler string written out in a test file: Vite's module graph then has
 * the edge that a dynamic import by the harness does not leave. It stands after the last line, so no position changes.
 */
export async function linkHandlerStrings(
  this: ResolvingContext,
  code: string,
  id: string,
): Promise<{ code: string; map: null } | undefined> {
  if (!code.includes('withLambda') || id.includes('/node_modules/')) return undefined
  const files = new Set<string>()
  for (const [, , handlerString = ''] of code.matchAll(HANDLER_STRING)) {
    for (const candidate of handlerFiles(this.environment.config.root, moduleIdOf(handlerString))) {
      const file = await this.resolve(candidate, id)
      if (!file) continue
      files.add(file.id)
      break
    }
  }
  if (files.size === 0) return undefined
  const edges = [...files].map((file) => `() => import(${JSON.stringify(file)})`)
  return { code: `${code}\n;[${edges.join(', ')}];`, map: null }
}

/** A handler string that cannot be read is withLambda()'s to refuse, at the place where it stands. */
function moduleIdOf(handlerString: string): string {
  try {
    return parseHandlerString(handlerString).moduleId
  } catch {
    return handlerString
  }
}
