// A project of Vitest's whose Vite knows these files, as the tests of this folder need it.

import type { TestProject } from 'vitest/node'

export interface FakeProject {
  readonly project: TestProject
  /** What Vite was asked for, in order. */
  readonly asked: readonly unknown[]
}

/** What Vite has made of each of them. */
export const SHARED: { readonly code: string; readonly map: object } = {
  code: 'export default 1',
  map: { version: 3, sources: ['orders.ts'], mappings: ';AAAA' },
}

/** `files`: what Vite finds, by what it is asked for. Its modules are their own ids. */
export function fakeProject(
  name: string,
  files: Readonly<Record<string, string>> = {},
  transformResult: typeof SHARED = SHARED,
): FakeProject {
  const asked: unknown[] = []
  const ssr = {
    pluginContainer: {
      async resolveId(id: string, importer?: string) {
        asked.push(['resolve', id, importer])
        const file = files[id.replace(/^[A-Z]:/, '')]
        return file === undefined ? null : { id: file }
      },
    },
    async fetchModule(id: string, importer?: string, options?: object) {
      asked.push(['fetch', id, importer, options])
      if (id.includes('broken')) throw Object.assign(new SyntaxError('no code'), { plugin: 'vite:oxc', id, secret: 1 })
      return { code: transformResult.code, id, file: id, url: id }
    },
    moduleGraph: {
      getModuleById: () => ({ transformResult }),
      getModuleByUrl: async (url: string) => (url.startsWith('/app/') ? undefined : { file: `/app${url}` }),
    },
  }
  const project = {
    name,
    config: { root: '/app' },
    vite: { config: { cacheDir: '/app/node_modules/.vite' }, environments: { ssr } },
    vitest: { config: { coverage: { enabled: false }, inspector: { openInMainProcess: false } } },
  }
  return { project: project as unknown as TestProject, asked }
}
