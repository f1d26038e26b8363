// Gives the coverage of threads to Vitest's provider: the only file that reads its undocumented fields on the server.

import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import type { CountedBy, Coverage } from '../../sandbox/thread/coverage.js'

/** The part of Vitest's providers that takes what a test file has run: the name of a file with the counts. */
interface Provider {
  readonly coverageFilesDirectory: string
  onAfterSuiteRun(meta: {
    readonly coverage: string
    /** Name of the Vite environment that made the code. */
    readonly environment: string
    readonly projectName: string
    readonly testFiles: readonly string[]
  }): void
}

/**
 * Names of environments under which the provider asks for the code that threads have run. What is of one environment it
 * adds up by positions in the evaluated text, in which threads do not agree with Vitest; of several, by lines of sources.
 */
const ENVIRONMENTS = { vite: 'vitest-lambda:vite', node: 'vitest-lambda:node' } as const

/** Who counts in threads; undefined: nobody, or a provider of the user's own, of which nothing is known. */
export function countedBy(project: TestProject): CountedBy | undefined {
  const { enabled, provider } = project.vitest.config.coverage
  return enabled && (provider === 'v8' || provider === 'istanbul') ? provider : undefined
}

/** Adds what the threads of a test file have run to the report. */
export async function addCoverage(project: TestProject, testFile: string, coverage: Coverage): Promise<void> {
  const provider = providerOf(project)
  if (!provider) return
  defineEnvironments(project)
  const add = async (environment: string, counts: object): Promise<void> => {
    const file = join(provider.coverageFilesDirectory, `coverage-threads-${randomUUID()}.json`)
    await mkdir(provider.coverageFilesDirectory, { recursive: true })
    await writeFile(file, JSON.stringify(counts))
    provider.onAfterSuiteRun({ coverage: file, environment, projectName: project.name, testFiles: [testFile] })
  }
  for (const by of ['vite', 'node'] as const) {
    const result = coverage.scripts.filter(({ loadedBy }) => loadedBy === by)
    if (result.length > 0) await add(ENVIRONMENTS[by], { result })
  }
  if (Object.keys(coverage.files).length > 0) await add(ENVIRONMENTS.vite, coverage.files)
}

/** Seen by nobody who goes through the project's environments: nothing is transformed, watched or closed twice. */
function defineEnvironments({ vite: { environments } }: TestProject): void {
  Object.defineProperty(environments, ENVIRONMENTS.vite, { value: environments.ssr, configurable: true })
  Object.defineProperty(environments, ENVIRONMENTS.node, { value: { transformRequest: readAsIs }, configurable: true })
}

async function readAsIs(file: string): Promise<{ readonly code: string; readonly map: null }> {
  return { code: await readFile(file, 'utf8'), map: null }
}

function providerOf({ vitest }: TestProject): Provider | undefined {
  const provider: unknown = Reflect.get(vitest, 'coverageProvider')
  if (typeof provider !== 'object' || provider === null) return undefined
  const known = 'coverageFilesDirectory' in provider && 'onAfterSuiteRun' in provider
  return known ? (provider as Provider) : undefined
}
