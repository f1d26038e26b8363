import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestProject } from 'vitest/node'
import { type Coverage, noCoverage, type ScriptCoverage } from '../../../src/sandbox/thread/coverage.js'
import { addCoverage, countedBy } from '../../../src/vitest/server/coverage.js'

interface Meta {
  readonly coverage: string
  readonly environment: string
  readonly testFiles: readonly string[]
}

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coverage-'))
})

afterAll(() => rm(folder, { recursive: true }))

const ssr = { name: 'ssr' }

/** A project whose provider takes what it is told into `told`. */
function projectWith(coverage: object, told: Meta[] = []): TestProject {
  const coverageProvider = {
    coverageFilesDirectory: join(folder, 'not-there-yet'),
    onAfterSuiteRun: (meta: Meta) => told.push(meta),
  }
  const project = { name: 'unit', vitest: { config: { coverage }, coverageProvider }, vite: { environments: { ssr } } }
  return project as unknown as TestProject
}

const script = (loadedBy: ScriptCoverage['loadedBy']): ScriptCoverage => ({
  url: 'file:///a.ts',
  loadedBy,
  startOffset: 0,
  functions: [],
})

describe('who counts in threads', () => {
  test.each([
    [{ enabled: true, provider: 'v8' }, 'v8'],
    [{ enabled: true, provider: 'istanbul' }, 'istanbul'],
    [{ enabled: true, provider: 'custom' }, undefined],
    [{ enabled: false, provider: 'v8' }, undefined],
  ])('of %o is %s', (coverage, by) => {
    expect(countedBy(projectWith(coverage))).toBe(by)
  })
})

describe('what threads have run', () => {
  const add = async (coverage: Partial<Coverage>): Promise<{ told: Meta[]; project: TestProject }> => {
    const told: Meta[] = []
    const project = projectWith({}, told)
    await addCoverage(project, '/a.test.ts', { ...noCoverage, ...coverage })
    return { told, project }
  }

  test('comes in one file for each way in which code is loaded, under an environment that gives this code', async () => {
    const { told, project } = await add({ scripts: [script('node'), script('vite')] })
    expect(told).toMatchObject([
      { environment: 'vitest-lambda:vite', testFiles: ['/a.test.ts'], projectName: 'unit' },
      { environment: 'vitest-lambda:node', testFiles: ['/a.test.ts'], projectName: 'unit' },
    ])
    const files = await Promise.all(told.map(({ coverage }) => readFile(coverage, 'utf8')))
    expect(files.map((text) => JSON.parse(text) as unknown)).toEqual([
      { result: [script('vite')] },
      { result: [script('node')] },
    ])
    const environments = project.vite.environments as unknown as Record<
      string,
      { transformRequest(file: string): Promise<unknown> }
    >
    expect(environments['vitest-lambda:vite']).toBe(ssr)
    const source = join(folder, 'a.cjs')
    await writeFile(source, 'exports.a = 1')
    const code = await environments['vitest-lambda:node']?.transformRequest(source)
    expect(code).toEqual({ code: 'exports.a = 1', map: null })
    expect(Object.keys(environments)).toEqual(['ssr'])
  })

  test('by Istanbul’s counters comes as they are', async () => {
    const files = { '/a.ts': { s: { 0: 1 }, f: {}, b: {} } }
    const { told } = await add({ files })
    expect(told).toMatchObject([{ environment: 'vitest-lambda:vite' }])
    expect(JSON.parse(await readFile(told[0]?.coverage ?? '', 'utf8'))).toEqual(files)
  })

  test('is nothing to tell where nothing has run', async () => {
    expect((await add({})).told).toEqual([])
  })

  test('is left out where the provider is none that is known', async () => {
    const project = { vitest: { coverageProvider: { onAfterSuiteRun: () => expect.unreachable() } } }
    await addCoverage(project as unknown as TestProject, '/a.test.ts', { ...noCoverage, scripts: [script('vite')] })
  })
})
