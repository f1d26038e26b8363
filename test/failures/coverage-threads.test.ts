// Coverage of functions that run in threads: what ran there is in the report, exactly, next to what ran in the test.

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

describe.each([
  ['v8', '--pool=forks'],
  ['v8', '--pool=threads', '--no-isolate'],
  ['istanbul', '--pool=forks'],
])('coverage of threads by %s with %s', (provider, ...args) => {
  let folder: string
  let run: VitestRun
  const files = new Map<string, FileCoverage>()

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coverage-'))
    const coverage = [`--coverage.provider=${provider}`, `--coverage.reportsDirectory=${folder}`]
    run = await runVitest({ root: 'coverage-threads' }, ['run', ...coverage, ...args])
    // Vitest writes no report then.
    if (run.exitCode !== 0) throw new Error(`the run has failed:\n${run.output}`)
    const report = JSON.parse(await readFile(join(folder, 'coverage-final.json'), 'utf8')) as Record<
      string,
      FileCoverage
    >
    for (const [path, file] of Object.entries(report)) files.set(basename(path), file)
  })

  afterAll(() => rm(folder, { recursive: true }))

  const counts = (name: string): readonly string[] => {
    const { statementMap = {}, s = {} } = files.get(name) ?? {}
    return Object.entries(s).map(([key, count]) => `${statementMap[key]?.start.line}: ${count}`)
  }

  test('is collected from tests that pass', () => {
    expect([...run.tests].filter(([, { status }]) => status !== 'passed')).toEqual([])
    expect(run.output).not.toContain('Warning')
  })

  // Vitest itself takes lines of tests that run at once for those of the last one that has begun.
  test('leaves what functions write under their tests', () => {
    expect(run.output).toContain('stdout | console.test.ts > the first\nthis is one\n')
    expect(run.output).toContain('stdout | console.test.ts > the second\nthis is two\n')
    for (const name of ['three', 'four']) {
      expect(run.output).toMatch(
        new RegExp(`stdout \\| console.test.ts > at once.*\n(?:this is .*\n)*this is ${name}\n`),
      )
    }
  })

  test('adds up cold starts of TypeScript with types, an enum and an alias', () => {
    expect(counts('only.ts')).toEqual([
      '10: 4',
      '11: 4',
      '12: 4',
      '17: 4',
      '18: 6',
      '19: 4',
      '21: 2',
      '22: 0',
      '24: 2',
      '28: 0',
    ])
    expect(Object.values(files.get('only.ts')?.f ?? {})).toEqual([4, 6, 0])
    expect(counts('double.ts')).toEqual(['4: 4', '5: 0', '7: 4'])
  })

  test('unites what the test and what threads ran, outside of functions, too', () => {
    expect(counts('both.ts')).toEqual([
      '3: 4',
      '5: 4',
      '6: 1',
      '8: 3',
      '11: 4',
      '12: 0',
      '15: 4',
      '16: 4',
      '17: 1',
      '19: 3',
      '20: 3',
      '22: 0',
    ])
  })

  test('counts CommonJS, and what it imports, where V8 counts: Node.js loads them, without counters of Istanbul’s', () => {
    const [once, twice] = provider === 'v8' ? [1, 2] : [0, 1]
    expect(counts('common.cjs')).toEqual(
      [`3: ${twice}`, `5: ${twice}`, `5: ${once}`, `7: ${twice}`, '8: 1', `10: ${once}`, `13: ${twice}`].concat([
        `14: ${twice}`,
        '15: 1',
        `17: ${once}`,
        `18: ${once}`,
        `19: ${once}`,
        '21: 0',
      ]),
    )
    expect(counts('by-node.mjs')).toEqual([`4: ${once}`, '5: 0', `7: ${once}`])
  })

  test('keeps what an invocation ran before it was killed, exited, left waiting, or out of memory', () => {
    const ran = counts('ended.ts').filter((line) => !line.endsWith(': 0'))
    const lines = new Set(ran.map((line) => Number(line.split(':')[0])))
    expect([...lines]).toEqual([3, 5, 7, 8, 9, 13, 16, 19, 20, 21, 31, 32])
    expect(counts('ended.ts')).toEqual(expect.arrayContaining(['3: 4', '7: 1', '13: 1', '16: 1', '19: 1', '25: 0']))
  })
})
