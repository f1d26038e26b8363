// What the plugin costs a test file that does not use it: runs of real Vitest with and without it. Limit: 100 ms.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, test } from 'vitest'

const FILES = 10
const RUNS = 3
const LIMIT_MS = 100

const folder = fileURLToPath(new URL('./functions/unused/', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))
const vitest = join(dirname(fileURLToPath(import.meta.resolve('vitest/package.json'))), 'vitest.mjs')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a test file that does not use it', () => {
  writeProject()
  const [bare, withPlugin]: [number[], number[]] = [[], []]
  // Alternating, so that what else the machine does weighs on both.
  for (let i = 0; i < RUNS; i++) {
    bare.push(run('bare.config.js'))
    withPlugin.push(run('plugin.config.js'))
  }
  // The best runs: the first finds cold caches, and any other may have been disturbed.
  const [without, including] = [Math.min(...bare), Math.min(...withPlugin)]
  const added = (including - without) / FILES
  const verdict = added <= LIMIT_MS ? 'within' : 'MISSED'
  console.log(
    `the plugin adds ${added.toFixed(1)} ms to a test file that does not use it ` +
      `(${FILES} files: ${including.toFixed(0)} / ${without.toFixed(0)} ms), limit ${LIMIT_MS}: ${verdict}`,
  )
})

/** The package is installed as users have it: outside of `node_modules`, Vite would transform all of it. */
function writeProject(): void {
  const installed = `${folder}node_modules/vitest-lambda/`
  mkdirSync(installed, { recursive: true })
  for (const part of ['dist', 'package.json']) cpSync(join(root, part), join(installed, part), { recursive: true })
  for (let i = 0; i < FILES; i++) {
    writeFileSync(
      `${folder}unused-${i}.test.js`,
      `import { expect, test } from 'vitest'\ntest('one and one', () => expect(1 + 1).toBe(2))\n`,
    )
  }
  const shared = `test: { include: ['*.test.js'], fileParallelism: false, reporters: ['dot'] }`
  writeFileSync(`${folder}bare.config.js`, `export default { ${shared} }\n`)
  writeFileSync(
    `${folder}plugin.config.js`,
    `import { lambda } from 'vitest-lambda/plugin'\nexport default { plugins: [lambda()], ${shared} }\n`,
  )
}

/** Real milliseconds of one run. */
function run(config: string): number {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name))
  const before = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--config', config], {
    cwd: folder,
    env: Object.fromEntries(kept),
    encoding: 'utf8',
  })
  const took = performance.now() - before
  if (status !== 0) throw new Error(`vitest run --config ${config} failed:\n${stdout}${stderr}`)
  return took
}
