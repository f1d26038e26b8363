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
    expect(run.messageOf('not set up')).toMatchInlineSnapshot(`
      "Error: withLambda(): vitest-lambda is not set up in this project. Add the plugin to in-folder/vitest.config.ts, since the plugins of another config do not reach a project that has its own:

        import { lambda } from 'vitest-lambda/plugin'
        export default defineConfig({ plugins: [lambda()] })

      or, without the plugin: test: { setupFiles: ['vitest-lambda/setup'] }."
    `)
  })

  test('ties a test to the files of its functions, and to what they import, for watch mode and vitest related', async () => {
    const args = ['related', 'deep.ts', '--run', '--project=plain', '--project=extending']
    expect(outcomes(await runVitest({ root: 'many-projects' }, args))).toEqual(
      new Map([
        ['extending: by-string', 'passed'],
        ['plain: by-string', 'passed'],
        ['extending: by-thread', 'passed'],
        ['plain: by-thread', 'passed'],
      ]),
    )
  })
})
