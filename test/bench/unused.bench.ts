// What the plugin costs a test file that does not use it: runs of real Vitest with and without it. Limit: 100 ms.

import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, test } from 'vitest'

const FILES = 10
const RUNS = 3
const LIMIT_MS = 100

const folder = fileURLToPath(new URL('./functions/unused/', import.meta.url))
const plugin = new URL('../../dist/plugin.js', import.meta.url).href
const vitest = join(dirname(fileURLToPath(import.meta.resolve('vitest/package.json'))), 'vitest.mjs')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a test file that does not use it', () => {
  writeProject()
  const [bare, withPlugin]: [number[], number[]] = [[], []]
  // Alternating, so that what else the machine does weighs on both.
  for (let i = 0; i <= RUNS; i++) {
    const times = [run('bare.config.js'), run('plugin.config.js')] as const
    if (i === 0) continue // caches are cold
    bare.push(times[0])
    withPlugin.push(times[1])
  }
  const added = (median(withPlugin) - median(bare)) / FILES
  const verdict = added <= LIMIT_MS ? 'within' : 'MISSED'
  console.log(
    `the plugin adds ${added.toFixed(1)} ms to a test file that does not use it ` +
      `(${FILES} files: ${median(withPlugin).toFixed(0)} / ${median(bare).toFixed(0)} ms), limit ${LIMIT_MS}: ${verdict}`,
  )
})

function writeProject(): void {
  mkdirSync(folder, { recursive: true })
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
    `import { lambda } from '${plugin}'\nexport default { plugins: [lambda()], ${shared} }\n`,
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

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}
