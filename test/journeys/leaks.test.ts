// What an invocation leaves behind, what of it goes on later, and what is lost: as a user sees it.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { invoke, withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const load = (): Promise<typeof import('./functions/leaks/worker.js')> => import('./functions/leaks/worker.js')
const lambda = withLambda(load, { console: 'silent' })

/** The place of the line of the function that ends in `// mark`. */
function at(mark: string): unknown {
  const file = 'test/journeys/functions/leaks/worker.ts'
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((text) => text.endsWith(`// ${mark}`))
  return expect.stringMatching(new RegExp(`^${file}:${line + 1}:\\d+$`))
}

let server: Server
let url: string

beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/late`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Answers the next request, once it is there, and gives the answer time to arrive. */
async function answerNext(): Promise<void> {
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse]
  response.end('late')
  await once(response, 'close')
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('an invocation', () => {
  test('that leaves nothing behind says so; what the module began is meant to stay [FRZ-1]', async () => {
    const { record } = await invoke(lambda, { todo: 'nothing' })
    expect([record.leaks, record.resumed]).toEqual([[], []])
  })

  test('that leaves a timer behind says which, and where it was set [FRZ-2, PIT-1]', async () => {
    const { record } = await invoke(lambda, { todo: 'timer', ms: 250 })
    expect(record.leaks).toEqual([{ kind: 'timer', what: '250 ms', at: at('set'), invocation: 1 }])
  })

  test('that leaves a request behind says which URL', async () => {
    const [{ record }] = await Promise.all([invoke(lambda, { todo: 'fetch', url }), answerNext()])
    expect(record.leaks).toEqual([{ kind: 'fetch', what: url, at: at('fetched'), invocation: 1 }])
  })

  test('that calls an async function without await says so, warm and cold', async () => {
    for (const invocation of [1, 2, 3, 4]) {
      const { record } = await invoke(lambda, { todo: 'float' })
      expect(record.leaks).toEqual([{ kind: 'promise', what: 'audit()', at: at('floats'), invocation }])
    }
  })

  test('that only logs after its answer says so, where nothing else explains it', async () => {
    const { record } = await invoke(lambda, { todo: 'log' })
    expect(record.leaks).toEqual([{ kind: 'console', what: 'by the way', at: at('logged'), invocation: 1 }])
  })

  test('that never answers leaves nothing behind: its process is gone [RST-2]', async () => {
    const result = await invoke(lambda, { todo: 'hang' })
    expect(result.error?.errorMessage).toContain('timed out')
    expect(result.record.leaks).toEqual([])
  })

  test('is not looked at where leaks are off: then nobody says that there are none', async () => {
    const off = withLambda(load, { leaks: 'off', console: 'silent' })
    const { record } = await invoke(off, { todo: 'timer' })
    expect('leaks' in record).toBe(false)
    expect('resumed' in record).toBe(false)
  })

  test('is looked at with a trace in each invocation where leaks are traced', async () => {
    const traced = withLambda(load, { leaks: 'trace', console: 'silent' })
    for (let i = 0; i < 6; i++) await invoke(traced, { todo: 'nothing' })
    const { record } = await invoke(traced, { todo: 'float' })
    expect(record.leaks).toEqual([{ kind: 'promise', what: 'audit()', at: at('floats'), invocation: 7 }])
  })

  test('is told apart from others that run beside it', async () => {
    const todos = ['timer', 'nothing', 'float', 'interval', 'nothing'] as const
    const other = withLambda(load, { console: 'silent', functionName: 'other' })
    const results = await Promise.all(todos.flatMap((todo) => [invoke(lambda, { todo }), invoke(other, { todo })]))
    const kinds = results.map(({ record }) => record.leaks?.map(({ kind }) => kind).join())
    expect(kinds).toEqual(['timer', 'timer', '', '', 'promise', 'promise', 'interval', 'interval', '', ''])
  })
})

describe.concurrent('leaks in tests that run at once', () => {
  const todos = ['timer', 'float', 'nothing', 'interval'] as const
  test.for(todos)('belong to the invocation that left them: %s', async (todo, { expect: assert }) => {
    for (let i = 0; i < 5; i++) {
      const { record } = await invoke(lambda, { todo })
      const kinds = { timer: ['timer'], float: ['promise'], nothing: [], interval: ['interval'] }[todo]
      assert(record.leaks?.map(({ kind }) => kind)).toEqual(kinds)
    }
  })
})

describe('work that was left behind', () => {
  test('fires before the next handler, and is told of there with its origin [FRZ-5, FRZ-10]', async () => {
    await invoke(lambda, { todo: 'timer', ms: 250 })
    await lambda.idle('10s')
    const { record } = await invoke(lambda, { todo: 'nothing' })
    expect(record.resumed).toEqual([{ kind: 'timer', what: '250 ms', at: at('set'), invocation: 1, ran: 'at-thaw' }])
    expect(record.leaks).toEqual([])
    expect((await invoke(lambda, { todo: 'nothing' })).record.resumed).toEqual([])
  })

  test('waits on where its time has not come [FRZ-6]', async () => {
    await invoke(lambda, { todo: 'timer', ms: 60_000 })
    expect((await invoke(lambda, { todo: 'nothing' })).record).toMatchObject({ leaks: [], resumed: [] })
    await lambda.idle('2m')
    expect((await invoke(lambda, { todo: 'nothing' })).record.resumed).toMatchObject([{ kind: 'timer', invocation: 1 }])
  })

  test('is not told of when the next invocation called it off', async () => {
    await invoke(lambda, { todo: 'timer', ms: 60_000 })
    const { record } = await invoke(lambda, { todo: 'clear' })
    await lambda.idle('2m')
    expect([record.resumed, (await invoke(lambda, { todo: 'nothing' })).record.resumed]).toEqual([[], []])
  })

  test('that repeats is told of once in each invocation in which it ran [FRZ-5]', async () => {
    await invoke(lambda, { todo: 'interval', ms: 1000 })
    await lambda.idle('10s')
    const first = await invoke(lambda, { todo: 'nothing' })
    const second = await invoke(lambda, { todo: 'nothing' })
    await lambda.idle('10s')
    const third = await invoke(lambda, { todo: 'nothing' })
    expect([first, second, third].map(({ record }) => record.resumed?.length)).toEqual([1, 0, 1])
    expect(first.record.logs.filter(({ message }) => message === 'tick')).toHaveLength(1)
  })

  test('goes on belonging to whoever began it, also what it begins itself', async () => {
    await invoke(lambda, { todo: 'chain', ms: 1000 })
    await lambda.idle('5s')
    const second = await invoke(lambda, { todo: 'nothing' })
    await lambda.idle('5s')
    const third = await invoke(lambda, { todo: 'nothing' })
    expect([second.record.leaks, third.record.leaks]).toEqual([[], []])
    expect([second, third].map(({ record }) => record.resumed?.map(({ invocation }) => invocation))).toEqual([[1], [1]])
  })

  test('that cannot be frozen is told of as such: a response that came meanwhile', async () => {
    await Promise.all([invoke(lambda, { todo: 'fetch', url }), answerNext()])
    const { record } = await invoke(lambda, { todo: 'nothing' })
    expect(record.resumed).toEqual([
      { kind: 'fetch', what: url, at: at('fetched'), invocation: 1, ran: 'while-frozen' },
    ])
  })

  test('that fails ends the process of the next invocation [ERR-9]', async () => {
    await invoke(lambda, { todo: 'reject', ms: 100 })
    await lambda.idle('1s')
    const result = await invoke(lambda, { todo: 'nothing' })
    expect(result.error).toMatchObject({ errorType: 'Runtime.ExitError' })
    expect(result.record.resumed).toMatchObject([{ kind: 'timer', what: '100 ms', invocation: 1 }])
  })

  test('is lost with its environment, and the environment says so [FRZ-2]', async () => {
    await invoke(lambda, { todo: 'timer', ms: 250 })
    const [environment] = lambda.environments
    expect(environment?.lost).toEqual([])
    await lambda.recycle()
    expect(environment?.lost).toEqual([{ kind: 'timer', what: '250 ms', at: at('set'), invocation: 1 }])
  })

  test('is lost with its process, when a later invocation ends that [RST-2]', async () => {
    await invoke(lambda, { todo: 'timer', ms: 60_000 })
    const result = await invoke(lambda, { todo: 'hang' })
    expect(result.functionError).toBe('Unhandled')
    const [environment] = lambda.environments
    expect(environment?.lost).toMatchObject([{ kind: 'timer', invocation: 1 }])
    const next = await invoke(lambda, { todo: 'timer' })
    expect(next.record.leaks).toMatchObject([{ invocation: 3 }])
  })
})
