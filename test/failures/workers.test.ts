// What happens to a worker and to the packages in it.

import { beforeAll, describe, expect, test } from 'vitest'
import { writeCountingPackages } from './counting-packages.js'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  await writeCountingPackages()
  run = await runVitest({
    projects: ['restored', 'restored-threads', 'shared-packages', 'fresh-packages', 'slow-vite'],
  })
})

describe.each(['restored', 'restored-threads'])(
  'before the next file, with isolate: false, in the project %s',
  (project) => {
    test('everything that was replaced is put back', () => {
      // The setup file that comes first compares everything, and fails the file with what is not as it was.
      expect(run.output).not.toContain('not as before')
      for (const file of ['first', 'second']) expect(run.output).toContain(`✓ |${project}| ${file}.test.ts`)
    })
  },
)

describe('a package that Node loads', () => {
  test('keeps its state over cold starts, and is named in record.sharedModules', () => {
    const name = 'shared packages: state survives, and is named from the second cold start on'
    expect(run.tests.get(name)).toEqual({ status: 'passed', failures: [] })
  })

  test('is warned about once per worker when its exports have changed, with the way to change that', () => {
    const warnings = run.output.match(/vitest-lambda: 'counting-.*/g)
    expect(warnings).toEqual([
      "vitest-lambda: 'counting-cjs' has changed since an earlier environment loaded it: Node.js loads a package once, so " +
        'what is set, added or counted on its exports survives cold starts and reaches other tests, unlike in AWS. To ' +
        'evaluate it anew in each environment, write in vitest.config.ts: ' +
        "plugins: [lambda({ freshModules: ['counting-cjs'] })]. Every package that is shared is in record.sharedModules.",
    ])
  })
})

describe('a package in freshModules', () => {
  test('begins anew with each cold start, as an ES module and as CommonJS with what it requires', () => {
    const name = 'fresh packages: state begins anew with each cold start, and none is shared'
    expect(run.tests.get(name)).toEqual({ status: 'passed', failures: [] })
  })
})

describe('while Vite resolves, loads and transforms', () => {
  test.each([
    'the module of a handler string',
    'the module of a handler string by an alias',
    'the module of a loader, and one that is imported lazily',
    'the original behind a mock that an environment asks for first',
  ])('%s, no virtual time passes', (what) => {
    expect(run.tests.get(`slow Vite: ${what}`)).toEqual({ status: 'passed', failures: [] })
  })
})
