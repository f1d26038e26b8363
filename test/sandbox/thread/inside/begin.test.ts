import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { Program } from '../../../../src/sandbox/thread/program.js'
import { Thread, type ThreadMake } from '../../../../src/sandbox/thread/thread.js'

const bundles = new URL('../../../../node_modules/.vitest-lambda/', import.meta.url)

const threads = new Set<Thread>()
afterEach(async () => {
  for (const thread of threads) await thread.end()
  threads.clear()
})

function begin(program: Program, countedBy?: ThreadMake['countedBy']): Thread {
  const make: ThreadMake = {
    entry: new URL('thread-begin.cjs', bundles),
    program,
    moduleRunner: new URL('../../../../node_modules/vite/dist/node/module-runner.js', import.meta.url).href,
    compileCache: undefined,
    countedBy,
    colors: false,
    debugged: () => false,
    ask: async () => undefined,
  }
  const thread = new Thread(make, 128)
  threads.add(thread)
  return thread
}

describe('a program that answers each order', () => {
  function written(answer: string): Program {
    const folder = mkdtempSync(join(tmpdir(), 'begin-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'program.cjs')
    const code = `
      const { parentPort } = require('node:worker_threads')
      const warnings = []
      process.on('warning', ({ message }) => warnings.push(message))
      module.exports.run = (boot, compile) => {
        void import('data:text/javascript,0')
        boot.orders.on('message', async () => {
          const value = await (${answer})
          parentPort.postMessage({ kind: 'answer', value, sight: { leftovers: [] } })
        })
        parentPort.postMessage({ kind: 'booted' })
      }`
    writeFileSync(file, code)
    return new Program(file, undefined)
  }

  const answerOf = async (thread: Thread): Promise<unknown> =>
    (await thread.order({ verb: 'leave' }, { told: () => undefined })) as unknown

  test('can import, and its stacks name its file and lines', async () => {
    const program = written(
      `import('data:text/javascript,export default 7').then((m) => [m.default, new Error('here').stack])`,
    )
    const { value } = (await answerOf(begin(program))) as { value: [number, string] }
    expect(value[0]).toBe(7)
    expect(value[1]).toContain(`${program.text.file}:8:`)
  })

  test('imports at first, of which Node.js does not warn', async () => {
    const thread = begin(written(`process.emitWarning('another one'), new Promise(setImmediate).then(() => warnings)`))
    expect(await answerOf(thread)).toMatchObject({ value: ['another one'] })
  })

  test('is asked for what V8 has compiled, until there is some', async () => {
    const program = written(`compile && Buffer.from(compile())`)
    const { value } = (await answerOf(begin(program))) as { value: Uint8Array }
    expect(value.length).toBeGreaterThan(100)
    program.keep(value)
    expect(await answerOf(begin(program))).toMatchObject({ value: undefined })
  })

  test('is asked again when V8 refuses what it gets', async () => {
    const program = written('typeof compile')
    program.keep(new Uint8Array(1000))
    expect(await answerOf(begin(program))).toMatchObject({ value: 'function' })
  })

  test('is not asked while somebody counts what runs, for whom V8 compiles otherwise', async () => {
    expect(await answerOf(begin(written('typeof compile'), 'v8'))).toMatchObject({ value: 'undefined' })
  })
})

test('a thread that stands ready hands over what V8 has compiled, and V8 takes it', async () => {
  const program = new Program(fileURLToPath(new URL('thread.cjs', bundles)), undefined)
  await begin(program).booted
  // In real time: it does when it has waited in vain.
  await expect.poll(() => program.text.compiled?.length, { timeout: 10_000 }).toBeGreaterThan(100_000)
  const { source, compiled } = program.text
  const wrapped = `(function (exports, require, module, __filename) {${source}\n})`
  const options = { ...(compiled && { cachedData: compiled }), filename: program.text.file }
  expect(new Script(wrapped, options).cachedDataRejected).toBe(false)
})
