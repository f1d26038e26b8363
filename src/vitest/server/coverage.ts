// Gives the coverage of threads to Vitest's provider: the only file that reads its undocumented fields on the server.

import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import type { ScriptCoverage } from '../../sandbox/thread/messages.js'

/** The part of Vitest's v8 provider that takes what a test file has run: the name of a file with V8's own JSON. */
interface Provider {
  readonly name: string
  readonly coverageFilesDirectory: string
  onAfterSuiteRun(meta: {
    readonly coverage: string
    readonly environment: string
    readonly projectName: string
    readonly testFiles: readonly string[]
  }): void
}

/** Whether threads have to count; no other provider than v8 counts outside of the code. */
export function countsCoverage(project: TestProject): boolean {
  const { enabled, provider } = project.vitest.config.coverage
  return enabled && provider === 'v8'
}

export async function addCoverage(
  project: TestProject,
  testFile: string,
  result: readonly ScriptCoverage[],
): Promise<void> {
  const provider = providerOf(project)
  if (!provider) return
  const folder = provider.coverageFilesDirectory
  await mkdir(folder, { recursive: true })
  const id = randomUUID()
  const coverage = join(folder, `coverage-thread-${id}.json`)
  await writeFile(coverage, JSON.stringify({ result }))
  // The provider keeps one file for each list of test files: this one comes beside that of the test's own worker.
  provider.onAfterSuiteRun({
    coverage,
    environment: 'ssr',
    projectName: project.name,
    testFiles: [`${testFile}#${id}`],
  })
}

function providerOf({ vitest }: TestProject): Provider | undefined {
  const provider: unknown = Reflect.get(vitest, 'coverageProvider')
  if (typeof provider !== 'object' || provider === null) return undefined
  const known = 'coverageFilesDirectory' in provider && 'onAfterSuiteRun' in provider
  return known ? (provider as Provider) : undefined
}
