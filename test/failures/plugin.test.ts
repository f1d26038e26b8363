// The plugin in configs of several projects, and the edges it adds for watch mode.

import { beforeAll, describe, expect, test } from 'vitest'
import { writeCountingPackages } from './counting-packages.js'
import { runVitest, type VitestRun } from './run-vitest.js'

beforeAll(writeCountingPackages)

/** `✓ |project| file` lines of the default reporter: which project passed, and which did not. */
function outcomes({ output }: VitestRun): ReadonlyMap<string, string> {
  const lines = output.matchAll(/^ ([✓❯]) \|([\w-]+)\| ([\w-]+)\.test\.ts/gm)
  return new Map(
    [...lines].map(([, mark, project, file]) => [`${project}: ${file}`, mark === '✓' ? 'passed' : 'failed']),
  )
}

describe('lambda() in the root config', () => {
  test('sets up inline projects, with and without extends, and not those with a config file of their own', async () => {
    const run = await runVitest({ root: 'many-projects' }, ['run', 'set-up'])
    expect(outcomes(run)).toEqual(
      new Map([
        ['extending: set-up', 'passed'],
        ['plain: set-up', 'passed'],
        ['in-folder: set-up', 'failed'],
      ]),
    )
    expect(run.output).toContain('Error: withLambda(): vitest-lambda is not set up in this project.')
  })

  test('ties a test to the file of a handler string, and to what that imports, for watch mode and vitest related', async () => {
    const args = ['related', 'deep.ts', '--run', '--project=plain', '--project=extending']
    expect(outcomes(await runVitest({ root: 'many-projects' }, args))).toEqual(
      new Map([
        ['extending: by-string', 'passed'],
        ['plain: by-string', 'passed'],
      ]),
    )
  })
})
