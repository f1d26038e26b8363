// All modules that a module imports by `import … from`, with what they import in turn: one answer for a cold start.

import type { FetchedModule } from '../../sandbox/thread/messages.js'

/** Fetches one module as it is asked for by its importer. */
export type Fetch = (url: string, importer: string | undefined) => Promise<FetchedModule>

/** The part of Vite's module graph that is needed. */
export interface ModuleTable {
  getModuleById(id: string): { readonly transformResult: { readonly deps?: readonly string[] } | null } | undefined
}

/** By the URLs under which importers ask for them. What cannot be fetched is left out: whoever asks for it is told why. */
export async function staticGraph(
  entry: string,
  table: ModuleTable,
  fetch: Fetch,
): Promise<ReadonlyMap<string, FetchedModule>> {
  const graph = new Map<string, FetchedModule>()
  const seen = new Set<string>()
  const visit = async (url: string, importer: string | undefined): Promise<void> => {
    if (seen.has(url)) return
    seen.add(url)
    const fetched = await fetch(url, importer).catch(() => undefined)
    if (!fetched) return
    graph.set(url, fetched)
    const deps = 'id' in fetched ? table.getModuleById(fetched.id)?.transformResult?.deps : undefined
    await Promise.all((deps ?? []).map((dep) => visit(dep, fetched.file)))
  }
  await visit(entry, undefined)
  return graph
}
