import { describe, expect, test } from 'vitest'
import type { FetchedModule } from '../../../src/sandbox/thread/messages.js'
import { staticGraph } from '../../../src/vitest/server/static-graph.js'

/** The graph of `entry` in a project of these imports, and how often each module was fetched. */
async function graphOf(
  entry: string,
  imports: Readonly<Record<string, readonly string[]>>,
): Promise<{ readonly urls: readonly string[]; readonly fetches: readonly string[] }> {
  const fetches: string[] = []
  const fetch = async (url: string, importer: string | undefined): Promise<FetchedModule> => {
    fetches.push(`${importer ?? 'nobody'} > ${url}`)
    if (url.startsWith('pkg')) return { externalize: `file:///${url}`, type: 'module' }
    if (!(url in imports)) throw new SyntaxError(`${url} is broken`)
    return { id: url, url, file: url, code: '' }
  }
  const table = { getModuleById: (id: string) => ({ transformResult: { deps: imports[id] ?? [] } }) }
  const graph = await staticGraph(entry, table, fetch)
  return { urls: [...graph.keys()].toSorted(), fetches: fetches.toSorted() }
}

describe('the static graph of a module', () => {
  test('has each module once, in circles too, by the importer that came first', async () => {
    const { urls, fetches } = await graphOf('/a', { '/a': ['/b', '/c'], '/b': ['/c', '/a'], '/c': ['/c'] })
    expect(urls).toEqual(['/a', '/b', '/c'])
    expect(fetches).toEqual(['/a > /b', '/a > /c', 'nobody > /a'])
  })

  test('ends at what Node.js loads', async () => {
    expect((await graphOf('/a', { '/a': ['pkg'], pkg: ['/never'] })).urls).toEqual(['/a', 'pkg'])
  })

  test('leaves out what cannot be fetched: whoever asks for it is told why', async () => {
    expect((await graphOf('/a', { '/a': ['/broken', '/b'], '/b': [] })).urls).toEqual(['/a', '/b'])
    expect((await graphOf('/broken', {})).urls).toEqual([])
  })
})
