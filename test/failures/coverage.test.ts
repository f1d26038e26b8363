// Coverage by both providers: evaluating a function many times must not blur which of its lines have run.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

/** A file in Istanbul's coverage format: counts by statement and by function. */
interface FileCoverage {
  readonly statementMap: Readonly<Record<string, { readonly start: { readonly line: number } }>>
  readonly s: Readonly<Record<string, number>>
  readonly f: Readonly<Record<string, number>>
}

describe.each(['v8', 'istanbul'])('coverage by %s', (provider) => {
  let folder: string
  let run: VitestRun
  const files = new Map<string, FileCoverage>()

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coverage-'))
    const coverage = [`--coverage.provider=${provider}`, `--coverage.reportsDirectory=${folder}`]
    run = await runVitest({ root: 'coverage' }, ['run', ...coverage])
    const report = JSON.parse(await readFile(join(folder, 'coverage-final.json'), 'utf8')) as Record<
      string,
      FileCoverage
    >
    for (const [path, file] of Object.entries(report)) files.set(basename(path), file)
  })

  afterAll(() => rm(folder, { recursive: true }))

  const lines = (name: string, ran: boolean): readonly number[] => {
    const { statementMap = {}, s = {} } = files.get(name) ?? {}
    const found = Object.entries(s).filter(([, count]) => count > 0 === ran)
    return found.map(([key]) => statementMap[key]?.start.line ?? 0)
  }

  test.each([
    ['one cold start', 'once.ts', [2, 0]],
    ['fifty cold starts', 'fifty.ts', [50, 0]],
  ])('shows exactly the lines that ran, and how often, after %s', (name, file, calls) => {
    expect(run.tests.get(name)?.status).toBe('passed')
    expect(lines(file, true)).toEqual([9, 11, 12, 13, 14, 16, 17, 18])
    expect(lines(file, false)).toEqual([20, 21, 25])
    expect(Object.values(files.get(file)?.f ?? {})).toEqual(calls)
  })

  test('shows exactly the lines of CommonJS that ran, in environments and in the test', () => {
    expect(run.tests.get('CommonJS')).toEqual({ status: 'passed', failures: [] })
    expect(lines('common.cjs', true)).toEqual([3, 5, 7, 8, 9, 10, 12, 13, 14, 20, 25, 26, 29, 30])
    expect(lines('common.cjs', false)).toEqual([16, 17, 21])
    expect(Object.values(files.get('common.cjs')?.f ?? {})).toEqual([51, 0, 51])
  })

  test('leaves loaders and handlers to be told apart, with its counters in them', () => {
    expect(run.tests.get('handlers without parameters')).toEqual({ status: 'passed', failures: [] })
    expect(Object.values(files.get('lambdas.ts')?.f ?? {})).toEqual([1, 50, 51, 1, 1])
  })
})
