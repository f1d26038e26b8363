// Ties a test file to the files that its handler strings, and `setup`, name, so that watch mode and `vitest related` know the edge.

import { parseHandlerString } from '../../function/handler-string.js'
import { handlerFiles } from '../handler-files.js'

/** What is needed of Vite's plugin context. */
export interface ResolvingContext {
  readonly environment: { readonly config: { readonly root: string } }
  resolve(id: string, importer?: string): Promise<{ readonly id: string } | null>
}

/** In `withLambda('…')`, and in `update({ code: '…' })`. */
const HANDLER_STRING = /\b(?:withLambda\s*\(|code\s*:)\s*(['"`])([^'"`$\\\s]+)\1/g

/** In a configuration. */
const SETUP = /\bsetup\s*:\s*(['"`])([^'"`$\\\s]+)\1/g

/** A transform of Vite's. */
export type LinkNamedFiles = (
  this: ResolvingContext,
  code: string,
  id: string,
) => Promise<{ code: string; map: null } | undefined>

/**
 * Adds an import that is never called for each handler string, and each `setup`, written out in a test file: Vite's
 * module graph then has the edge that the harness, or a thread, does not leave. It stands after the last line, so no
 * position changes. `setup`: the project's own.
 */
export function linkNamedFiles(setup: string | undefined): LinkNamedFiles {
  return async function (code, id) {
    if (!code.includes('withLambda') || id.includes('/node_modules/')) return undefined
    const named = [...code.matchAll(HANDLER_STRING)].map(([, , text = '']) => moduleIdOf(text))
    const setups = [...code.matchAll(SETUP)].map(([, , path = '']) => path)
    const files = new Set<string>()
    for (const moduleId of [...named, ...setups, ...(setup === undefined ? [] : [setup])]) {
      const file = await find(this, moduleId, id)
      if (file !== undefined) files.add(file)
    }
    return files.size === 0 ? undefined : { code: `${code}${edgesTo([...files])}`, map: null }
  }
}

async function find(vite: ResolvingContext, moduleId: string, importer: string): Promise<string | undefined> {
  for (const candidate of handlerFiles(vite.environment.config.root, moduleId)) {
    const file = await vite.resolve(candidate, importer)
    if (file) return file.id
  }
  return undefined
}

function edgesTo(files: readonly string[]): string {
  const edges = files.map((file) => `() => import(${JSON.stringify(file)})`)
  return `\n;[${edges.join(', ')}];`
}

/** A handler string that cannot be read is withLambda()'s to refuse, at the place where it stands. */
function moduleIdOf(handlerString: string): string {
  try {
    return parseHandlerString(handlerString).moduleId
  } catch {
    return handlerString
  }
}
