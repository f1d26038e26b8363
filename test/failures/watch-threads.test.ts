// Watch mode: tests run again when a file changes that only a thread has loaded, and see the new code, by plugins of the project's own.

import { mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { startVitest } from './run-vitest.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const urlOf = (file: string): string => JSON.stringify(pathToFileURL(join(repository, file)).href)

const FILES = {
  'price.ts': `export const price = 1`,
  'handler.ts': `import { price } from './price.js'\nimport { currency } from 'virtual:currency'\nexport const handler = async () => price + currency`,
  'rate.ts': `export const rate = (): number => 1`,
  'rates.setup.ts': `export default ({ mock }) => mock('./rate.js', () => ({ rate: () => 10 }))`,
  'rated.ts': `import { rate } from './rate.js'\nexport const handler = async () => rate()`,
  'loader.test.ts':
    `import { withLambda } from 'vitest-lambda'\nimport { test } from 'vitest'\n` +
    `const lambda = withLambda(() => import('./handler.js'))\n` +
    `test('by a loader', async () => console.log('by a loader:', (await lambda.invoke()).payload))`,
  'string.test.ts':
    `import { withLambda } from 'vitest-lambda'\nimport { test } from 'vitest'\n` +
    `const lambda = withLambda('rated.handler', { setup: './rates.setup.ts' })\n` +
    `test('by a string', async () => console.log('by a string:', (await lambda.invoke()).payload))`,
  'vitest.config.ts':
    `import { lambda } from ${urlOf('src/vitest/server/plugin.ts')}\n` +
    `import { alias } from ${urlOf('test/failures/fixtures/config.ts')}\n` +
    `export default {\n` +
    `  root: import.meta.dirname,\n` +
    `  resolve: { alias: [...alias] },\n` +
    `  plugins: [lambda({ isolation: 'thread' }), {\n` +
    `    name: 'currency',\n` +
    `    resolveId: (id) => id === 'virtual:currency' ? '\\0' + id : null,\n` +
    `    load: (id) => id === '\\0virtual:currency' ? 'export const currency = "EUR"' : null,\n` +
    `  }],\n` +
    `  test: { isolate: false, maxWorkers: 1 },\n` +
    `}`,
} as const

/** At once: who watches sees one change. */
async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}

test.each(['forks', 'threads'])('with isolate: false, in the pool %s', async (pool) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'watch-threads-')))
  try {
    await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const [file, text] of Object.entries(FILES)) await writeFile(join(folder, file), text)
    await using run = startVitest(folder, ['watch', `--pool=${pool}`])
    const first = await run.said(/PASS {2}Waiting for file changes/)
    expect(first.input.match(/by a \w+: \w+/g)?.toSorted()).toEqual(['by a loader: 1EUR', 'by a string: 10'])
    await replace(join(folder, 'price.ts'), `export const price = 2`)
    const second = await run.said(/PASS {2}Waiting for file changes/)
    expect(second.input.match(/by a \w+: \w+/g)).toEqual(['by a loader: 2EUR'])
    await replace(join(folder, 'rates.setup.ts'), FILES['rates.setup.ts'].replace('10', '20'))
    const third = await run.said(/PASS {2}Waiting for file changes/)
    expect(third.input.match(/by a \w+: \w+/g)).toEqual(['by a string: 20'])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
