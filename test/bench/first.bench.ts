// The first invocation of a test file, as its test waits for it: in a thread, which boots while the file is loaded, and in
// process. A function of 50 modules; limit 60 ms, where a thread of Node.js takes 36: that stands beside it.

import { afterAll, test } from 'vitest'
import { Graphs } from './graphs.js'
import { InstalledProject } from './installed-project.js'
import { Times } from './times.js'

const SIZE = 50
/** Of each kind; Vite transforms the modules for the first of all. */
const FILES = 12
const LIMIT = 60 / 36
const ISOLATIONS = ['thread', 'in-process'] as const

const project = new InstalledProject('first')
const graphs = new Graphs('first', [SIZE])
afterAll(() => {
  project.remove()
  graphs.remove()
})

test('the first invocation of a test file', () => {
  writeTests()
  const times = new Times()
  const { output } = project.run('--no-file-parallelism')
  for (const [, what = '', ms] of output.matchAll(/took (.+): ([\d.]+) ms/g)) times.add(0, what, Number(ms))
  const [thread, inProcess] = [named('thread'), named('in-process')]
  const ratio = times.median(thread) / times.median(BARE)
  const verdict = ratio <= LIMIT ? 'within' : 'MISSED'
  console.log(times.inWords(BARE, thread, inProcess))
  console.log(
    `the first invocation of a test file in a thread: ${times.median(thread).toFixed(1)} ms (least ` +
      `${times.least(thread).toFixed(1)}), ${ratio.toFixed(2)} threads of Node.js, limit ${LIMIT.toFixed(2)}: ${verdict}`,
  )
})

const BARE = 'thread of Node.js'
const named = (isolation: string): string => `first invocation, isolation '${isolation}'`

function writeTests(): void {
  for (let i = 0; i < FILES; i++)
    for (const isolation of ISOLATIONS) project.write(`${isolation}-${i}.test.js`, testOf(isolation))
  project.write(
    'vitest.config.js',
    `import { lambda } from 'vitest-lambda/plugin'
    export default { plugins: [lambda({ console: 'silent' })], test: { include: ['*.test.js'] } }`,
  )
}

/** What a thread of Node.js takes is measured after it: before, it would find caches warm. */
function testOf(isolation: string): string {
  return `
    import { once } from 'node:events'
    import { Worker } from 'node:worker_threads'
    import { expect, test } from 'vitest'
    import { invoke, withLambda } from 'vitest-lambda'
    const total = withLambda(() => import('../graphs/first/${SIZE}/index.ts'), { isolation: '${isolation}' })
    async function took(what, run) {
      const before = performance.now()
      await run()
      console.log(\`took \${what}: \${performance.now() - before} ms\`)
    }
    test('adds up', async () => {
      await took("${named(isolation)}", async () => expect(await invoke(total, {})).toReturn(${SIZE}))
      await took('${BARE}', () => once(new Worker('', { eval: true, execArgv: [], env: {} }), 'exit'))
    })`
}
