import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import type { InitPlan, Invocation } from '../../../../src/sandbox/port.js'
import type { Question } from '../../../../src/sandbox/thread/messages.js'
import { Program } from '../../../../src/sandbox/thread/program.js'
import { type Listener, Thread, type ThreadMake } from '../../../../src/sandbox/thread/thread.js'

const bundles = new URL('../../../../node_modules/.vitest-lambda/', import.meta.url)

const threads = new Set<Thread>()
afterEach(async () => {
  for (const thread of threads) await thread.end()
  threads.clear()
})

function begin(program: Program, given: Partial<Pick<ThreadMake, 'countedBy' | 'ask'>> = {}): Thread {
  const make: ThreadMake = {
    entry: new URL('thread-begin.cjs', bundles),
    program,
    moduleRunner: new URL('../../../../node_modules/vite/dist/node/module-runner.js', import.meta.url).href,
    compileCache: undefined,
    countedBy: undefined,
    debugged: () => false,
    ask: async () => undefined,
    ...given,
  }
  const thread = new Thread(make, 128, (error) => error)
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
    expect(await answerOf(begin(written('typeof compile'), { countedBy: 'v8' }))).toMatchObject({ value: 'undefined' })
  })
})

const silent: Listener = { told: () => undefined }

const SECOND = 1000
const plan: InitPlan = {
  rules: 'nodejs24.x',
  handlerString: 'orders.handler',
  variables: {
    AWS_LAMBDA_FUNCTION_NAME: 'orders',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]1',
  },
  hostVariables: [],
  taskRoot: '/app',
  tmpBytes: 512 * 1024 * 1024,
  network: 'loopback',
  clock: 'fake',
  leaks: 'on',
  startsAt: 0,
  deadline: 10 * SECOND,
}
const invocation: Invocation = {
  index: 1,
  requestId: '00000000-0000-4000-8000-000000000000',
  event: '{}',
  deadline: 3 * SECOND,
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders',
}

describe('what V8 has compiled is handed over, and V8 takes it,', () => {
  const everything = (): Program => new Program(fileURLToPath(new URL('thread.cjs', bundles)), undefined)

  function expectTaken({ text: { source, compiled, file } }: Program): void {
    expect(compiled?.length).toBeGreaterThan(100_000)
    const wrapped = `(function (exports, require, module, __filename) {${source}\n})`
    const options = { ...(compiled && { cachedData: compiled }), filename: file }
    expect(new Script(wrapped, options).cachedDataRejected).toBe(false)
  }

  test('by a thread that stands ready', async () => {
    const program = everything()
    await begin(program).booted
    // In real time: it does when it has waited in vain.
    await expect.poll(() => program.text.compiled, { timeout: 10_000 }).toBeDefined()
    expectTaken(program)
  })

  test('by one that was needed at once, with its first answer: a test may end it then', async () => {
    const program = everything()
    const url = '/app/orders.js'
    const module = {
      id: url,
      file: url,
      url,
      code: '__vite_ssr_exportName__("handler", () => handler);const handler = async () => 7',
    }
    const ask = async ({ name }: Question): Promise<unknown> => (name === 'locate' ? url : [[url, module]])
    const thread = begin(program, { ask })
    const code = { kind: 'module', id: 'app/orders', exportPath: 'handler' } as const
    await thread.order({ verb: 'start', code, plan, files: [], setup: undefined }, silent)
    expect(program.text.compiled).toBeUndefined()
    const answer = await thread.order({ verb: 'deliver', invocation, frozenForMs: 0, now: plan.startsAt }, silent)
    expect(answer).toMatchObject({ value: { outcome: 'response', payload: '7' } })
    expectTaken(program)
  })
})
