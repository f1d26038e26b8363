// What the plugin costs a test file that does not use it: runs of real Vitest with and without it. Limit: 100 ms.

import { afterAll, test } from 'vitest'
import { InstalledProject } from './installed-project.js'

const FILES = 10
const RUNS = 3
const LIMIT_MS = 100

const project = new InstalledProject('unused')
afterAll(() => project.remove())

test('a test file that does not use it', () => {
  writeTests()
  const [bare, withPlugin]: [number[], number[]] = [[], []]
  // Alternating, so that what else the machine does weighs on both.
  for (let i = 0; i < RUNS; i++) {
    bare.push(project.run('--config', 'bare.config.js').ms)
    withPlugin.push(project.run('--config', 'plugin.config.js').ms)
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

function writeTests(): void {
  for (let i = 0; i < FILES; i++) {
    project.write(
      `unused-${i}.test.js`,
      `import { expect, test } from 'vitest'\ntest('one and one', () => expect(1 + 1).toBe(2))\n`,
    )
  }
  const shared = `test: { include: ['*.test.js'], fileParallelism: false, reporters: ['dot'] }`
  project.write('bare.config.js', `export default { ${shared} }\n`)
  project.write(
    'plugin.config.js',
    `import { lambda } from 'vitest-lambda/plugin'\nexport default { plugins: [lambda()], ${shared} }\n`,
  )
}
