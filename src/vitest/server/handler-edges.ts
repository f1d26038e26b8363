// Ties a test file to the files its handler strings name, so that watch mode and `vitest related` know the edge.

import { resolve } from 'node:path'
import { parseHandlerString } from '../../function/handler-string.js'

/** What is needed of Vite's plugin context. */
export interface ResolvingContext {
  readonly environment: { readonly config: { readonly root: string } }
  resolve(id: string, importer?: string): Promise<{ readonly id: string } | null>
}

const HANDLER_STRING = /\bwithLambda\s*\(\s*(['"`])([^'"`$\\\s]+)\1/g

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
    const moduleId = moduleIdOf(handlerString)
    // A path from the root, or else an alias or a package, as the worker looks for it.
    const file = (await this.resolve(resolve(this.environment.config.root, moduleId), id)) ?? (await this.resolve(moduleId, id))
    if (file) files.add(file.id)
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
