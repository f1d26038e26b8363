// The setup module of environments that are threads: mocks in there, and its functions called from the test.

import { type Lambda, type LambdaConfig, LambdaDisposedError, withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'

const FOLDER = './test/journeys/functions/thread-setup'

type OrdersSetup = typeof import('./functions/thread-setup/orders.setup.js')

const orders = (config: LambdaConfig = {}): Lambda<{ sql: string }> =>
  withLambda(() => import('./functions/thread-setup/orders.js'), {
    isolation: 'thread',
    setup: `${FOLDER}/orders.setup.ts`,
    ...config,
  })

describe('a setup module', () => {
  test('mocks local modules in part, packages and builtins, for all that import them', async () => {
    expect(await orders().invoke({ sql: 'select 1' })).toReturn({
      rows: ['mocked select 1'],
      table: 'orders',
      host: 'mocked',
      file: 'mocked',
      hono: 'Fake',
    })
  })

  test('tells the test what its spies saw, and is told what they are to answer', async () => {
    const lambda = orders()
    const { queries, answer } = lambda.setup<OrdersSetup>()
    await lambda.invoke({ sql: 'select 1' })
    await answer('from the test')
    expect(await lambda.invoke({ sql: 'select 2' })).toReturn(expect.objectContaining({ rows: ['from the test'] }))
    expect(await queries()).toEqual([['select 1'], ['select 2']])
    await lambda.recycle()
    await lambda.invoke({ sql: 'select 3' })
    expect(await queries()).toEqual([['select 3']])
  })

  test('mocks the AWS SDK with aws-sdk-client-mock, in the variables of the environment', async () => {
    const lambda = withLambda(() => import('./functions/thread-setup/item.js'), {
      isolation: 'thread',
      setup: `${FOLDER}/item.setup.ts`,
      environment: { TABLE: 'items' },
    })
    const { inputs, answer, commands } = lambda.setup<typeof import('./functions/thread-setup/item.setup.js')>()
    expect(await lambda.invoke({ id: '1' })).toReturn({ from: 'the setup', table: 'items' })
    await answer({ from: 'the test' })
    expect(await lambda.invoke({ id: '2' })).toReturn({ from: 'the test' })
    expect(await inputs()).toEqual([
      { TableName: 'items', Key: { id: '1' } },
      { TableName: 'items', Key: { id: '2' } },
    ])
    await expect(commands()).rejects.toThrow(
      'what commands() in ./test/journeys/functions/thread-setup/item.setup.ts gave cannot cross',
    )
  })

  test('replaces fetch, before the network is asked', async () => {
    const lambda = withLambda(() => import('./functions/thread-setup/fetching.js'), {
      isolation: 'thread',
      setup: `${FOLDER}/fetching.setup.ts`,
    })
    const { urls, answer } = lambda.setup<typeof import('./functions/thread-setup/fetching.setup.js')>()
    expect(await lambda.invoke()).toReturn('from the setup')
    await answer('from the test')
    expect(await lambda.invoke()).toReturn('from the test')
    expect(await urls()).toEqual(['https://api.example.com/orders', 'https://api.example.com/orders'])
  })

  test('mocks a module that is imported by an alias, at once or later', async () => {
    const lambda = withLambda(() => import('./functions/thread-setup/alias.js'), {
      isolation: 'thread',
      setup: `${FOLDER}/alias.setup`,
    })
    expect(await lambda.invoke()).toReturn({ events: 'mocked', again: 'mocked' })
  })

  test('may import itself what it mocks', async () => {
    const lambda = orders({ setup: `${FOLDER}/faulty/in-time.ts` })
    expect((await lambda.invoke({ sql: '' })).payload).toMatchObject({ rows: ['in time'], table: 'orders' })
  })

  test('is there again in an environment whose process was lost', async () => {
    const lambda = state()
    const { count } = lambda.setup<StateSetup>()
    await lambda.invoke({ deed: '' })
    await count()
    expect(await lambda.invoke({ deed: 'exit' })).toFailWith(/exit status 3/)
    await expect(count()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: state: setup().count() runs in the environment that was used last, whose process has ended with its invocation, and with it what its spies have seen. The next invocation begins a new one, and evaluates the module of setup again.]`,
    )
    await lambda.invoke({ deed: '' })
    expect(await count()).toBe(1)
  })
})

type StateSetup = typeof import('./functions/thread-setup/state.setup.js')

const state = (config: LambdaConfig = {}): Lambda<{ deed: string }> =>
  withLambda(() => import('./functions/thread-setup/state.js'), {
    isolation: 'thread',
    setup: `${FOLDER}/state.setup.ts`,
    functionName: 'state',
    ...config,
  })

const ENDS = {
  exit: /^setup\(\)\.exit\(\) has ended the environment: exit status 7\. The next call or invocation begins a new one\.$/,
  never: /^setup\(\)\.never\(\) has ended the environment: its promise can never settle\. The next call or /,
  spin: /^setup\(\)\.spin\(\) has ended the environment: code that does not give way \(\S+state\.setup\.ts:7:\d+\)\. The/,
} as const

describe('a function of the setup module', () => {
  test('runs while nothing of the function does', async () => {
    const lambda = state()
    await lambda.invoke({ deed: 'arm' })
    const { count, sleep } = lambda.setup<StateSetup>()
    expect(await count()).toBe(1)
    expect(await sleep(30)).toBe(2)
    expect(await lambda.invoke({ deed: '' })).toReturn(0)
  })

  test('takes its turn among calls and invocations', async () => {
    const lambda = state()
    await lambda.invoke({ deed: '' })
    const { count, sleep } = lambda.setup<StateSetup>()
    const all = [sleep(5), count(), count()]
    expect(await lambda.invoke({ deed: '' })).toReturn(0)
    expect(await Promise.all(all)).toEqual([1, 2, 3])
  })

  test('runs in the environment that was used last', async () => {
    const lambda = state()
    const { count } = lambda.setup<StateSetup>()
    await Promise.all([lambda.invoke({ deed: 'wait' }), lambda.invoke({ deed: '' })])
    expect(await count()).toBe(1)
    await lambda.invoke({ deed: '' })
    expect(await count()).toBe(2)
  })

  test('takes and gives what structured cloning can copy', async () => {
    const lambda = orders()
    const { later, noData, answer } = lambda.setup<OrdersSetup>()
    await lambda.invoke({ sql: '' })
    expect(await later({ deep: new Map([['a', 1]]) })).toEqual(new Map([['a', 1]]))
    await expect(noData()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TypeError: what noData() in ./test/journeys/functions/thread-setup/orders.setup.ts gave cannot cross between the test and the thread: () => "a function" could not be cloned. Plain data can: pick what matters, like send.mock.calls.map(([command]) => command.input).]`,
    )
    await expect(answer((() => 'row') as unknown as string)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TypeError: an argument of orders: setup().answer() cannot cross between the test and the thread: () => "row" could not be cloned. Plain data can: pick what matters, like send.mock.calls.map(([command]) => command.input).]`,
    )
  })

  test('writes to the console of the test', async () => {
    const written = vi.spyOn(console, 'log').mockReturnValue()
    const lambda = state()
    await lambda.invoke({ deed: '' })
    await lambda.setup<StateSetup>().say('said')
    expect(written.mock.calls).toEqual([['said']])
    written.mockRestore()
    expect((await lambda.invoke({ deed: '' })).record.logs.filter(({ source }) => source === 'application')).toEqual([])
  })

  test('rejects with what it throws', async () => {
    const lambda = orders()
    await lambda.invoke({ sql: '' })
    const { fail } = lambda.setup<OrdersSetup>()
    const error = await fail().catch((reason: unknown) => reason as RangeError)
    expect(error).toMatchObject({ name: 'RangeError', message: 'out of bounds' })
    expect(error.stack).toContain('thread-setup/orders.setup.ts:20:9')
  })

  test('rejects with the line of the test, once, behind that of the setup', async () => {
    const lambda = orders()
    await lambda.invoke({ sql: '' })
    const calls = lambda.setup<OrdersSetup & { nothing(): void }>()
    const places = async (call: () => Promise<unknown>): Promise<readonly string[]> => {
      const error = await call().catch((reason: unknown) => reason as Error)
      return String((error as Error).stack).match(/[\w.-]+\.(?:setup|test)\.ts(?=:\d+:\d+)/g) ?? []
    }
    const [setup, here] = ['orders.setup.ts', 'thread-setup.test.ts']
    expect(new Set(await places(calls.fail))).toEqual(new Set([setup, here]))
    expect(await places(() => calls.nothing())).toContain(here)
    expect(await places(() => calls.noData())).toContain(here)
    expect(await places(() => lambda.qualified('9').setup<OrdersSetup>().queries())).toContain(here)
  })

  test('that is not there is told of, with those that are', async () => {
    const lambda = orders()
    await lambda.invoke({ sql: '' })
    const calls = lambda.setup<{ nothing(): void; limit(): void }>()
    await expect(calls.nothing()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TypeError: setup().nothing(): 'nothing' of ./test/journeys/functions/thread-setup/orders.setup.ts is not exported; its functions are queries, answer, later, noData, fail. What a test wants to read, a function has to give.]`,
    )
    await expect(calls.limit()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TypeError: setup().limit(): 'limit' of ./test/journeys/functions/thread-setup/orders.setup.ts is 3; its functions are queries, answer, later, noData, fail. What a test wants to read, a function has to give.]`,
    )
  })

  test('needs a setup, and an environment in which nothing runs', async () => {
    const without = withLambda(() => import('./functions/thread-setup/state.js'), { functionName: 'state' })
    await expect(without.setup<StateSetup>().count()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: state: setup().count() calls a function that the module of setup exports, and there is none: withLambda(code, { isolation: 'thread', setup: './lambda.setup.ts' }).]`,
    )
    const lambda = state()
    const { count } = lambda.setup<StateSetup>()
    const running = lambda.invoke({ deed: 'wait' })
    await expect(count()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: state: setup().count() runs while the environment is frozen, and an invocation is in flight: await that first.]`,
    )
    await running
    await lambda[Symbol.asyncDispose]()
    await expect(count()).rejects.toThrow(LambdaDisposedError)
  })

  test.each(['exit', 'never', 'spin'] as const)('that ends its thread by %s says so', async (how) => {
    const lambda = state()
    await lambda.invoke({ deed: '' })
    const calls = lambda.setup<StateSetup>()
    expect(await calls[how]().catch((error: Error) => error.message)).toMatch(ENDS[how])
    expect([...lambda.environments]).toEqual([])
    expect(await lambda.invoke({ deed: '' })).toBeColdStart()
    expect(await calls.count()).toBe(1)
  })

  describe('that ends its thread', () => {
    test('is followed by a new environment, which the next call begins', async () => {
      const lambda = state()
      await lambda.invoke({ deed: '' })
      const { count, exit } = lambda.setup<StateSetup>()
      expect(await count()).toBe(1)
      await expect(exit()).rejects.toThrow(ENDS.exit)
      expect(await count()).toBe(1)
      expect(await lambda.invoke({ deed: '' })).toBeColdStart()
      expect(await count()).toBe(2)
    })

    test('is named by those that had come meanwhile', async () => {
      const lambda = state()
      await lambda.invoke({ deed: '' })
      const { count, exit } = lambda.setup<StateSetup>()
      const told = [exit(), count(), count()].map((call) => call.catch((error: Error) => error.message))
      for (const message of await Promise.all(told)) expect(message).toMatch(ENDS.exit)
      expect(await count()).toBe(1)
    })

    test('ends the invocation that had come meanwhile', async () => {
      const lambda = state({ console: 'silent' })
      await lambda.invoke({ deed: '' })
      const { count, exit } = lambda.setup<StateSetup>()
      const ended = expect(exit()).rejects.toThrow(ENDS.exit)
      expect(await lambda.invoke({ deed: '' })).toFailWith('Runtime.ExitError')
      await ended
      expect(await lambda.invoke({ deed: '' })).toReturn(0)
      expect(await count()).toBe(1)
    })
  })
})

describe('a setup that is wrong rejects the invocation with a guide:', () => {
  const failure = async (setup: string): Promise<Error> => {
    const lambda = orders({ setup, console: 'silent' })
    const error = await lambda.invoke({ sql: '' }).catch((reason: unknown) => reason as Error)
    // The next invocation tries again.
    await expect(lambda.invoke({ sql: '' })).rejects.toThrow((error as Error).message)
    return error as Error
  }

  test('one that throws', async () => {
    const error = await failure(`${FOLDER}/faulty/throws.ts`)
    expect(error).toMatchInlineSnapshot(
      `[Error: setup './test/journeys/functions/thread-setup/faulty/throws.ts' failed before the handler was loaded: no table]`,
    )
    expect(error.stack).toContain('thread-setup/faulty/throws.ts:3:7')
  })

  test('one that is not there', async () => {
    expect(await failure('./nowhere.ts')).toMatchInlineSnapshot(
      `[Error: setup './nowhere.ts' failed before the handler was loaded: there is no such file. It is looked for from the root of the project]`,
    )
  })

  test('one whose default export is no function', async () => {
    expect(await failure(`${FOLDER}/faulty/no-function.ts`)).toMatchInlineSnapshot(
      `[Error: setup './test/journeys/functions/thread-setup/faulty/no-function.ts' failed before the handler was loaded: its default export is { '../db.js': {} }: it takes a function: export default ({ mock }) => { mock('./src/db.js', () => ({ query })) }]`,
    )
  })

  test('one that mocks a module twice', async () => {
    expect(await failure(`${FOLDER}/faulty/twice.ts`)).toMatchInlineSnapshot(
      `[Error: setup './test/journeys/functions/thread-setup/faulty/twice.ts' failed before the handler was loaded: mock('node:fs') comes after mock('fs'), which is the same module]`,
    )
  })

  test('one that mocks what is imported already', async () => {
    const { message } = await failure(`${FOLDER}/faulty/too-late.ts`)
    expect(message.replaceAll(process.cwd(), '…')).toMatchInlineSnapshot(
      `"setup './test/journeys/functions/thread-setup/faulty/too-late.ts' failed before the handler was loaded: mock('../db.js') comes too late: …/test/journeys/functions/thread-setup/service.ts has imported it, and was imported by the setup module. Import that later, in the function that needs it: await import('…')"`,
    )
  })

  test('one that mocks a path at which there is nothing', async () => {
    const { message } = await failure(`${FOLDER}/faulty/misspelt.ts`)
    expect(message.replaceAll(process.cwd(), '…')).toMatchInlineSnapshot(
      `"setup './test/journeys/functions/thread-setup/faulty/misspelt.ts' failed before the handler was loaded: mock('../bd.js') finds no module, so it would take the place of none. A path is looked for from the folder of the setup module, as import '../bd.js' in …/test/journeys/functions/thread-setup/faulty/misspelt.ts would be."`,
    )
  })

  test('one that mocks without a factory', async () => {
    expect(await failure(`${FOLDER}/faulty/no-factory.ts`)).toMatchInlineSnapshot(
      `[Error: setup './test/journeys/functions/thread-setup/faulty/no-factory.ts' failed before the handler was loaded: mock('../db.js', undefined) takes a specifier and a factory: mock('./src/db.js', async (original) => ({ ...(await original()), query }))]`,
    )
  })

  test('one in process', () => {
    expect(() => orders({ isolation: 'in-process' })).toThrowErrorMatchingInlineSnapshot(`
      [LambdaConfigError: withLambda(): the config of 'orders' cannot be used:
        - setup: './test/journeys/functions/thread-setup/orders.setup.ts' belongs to isolation: 'thread'; in process the test's own setupFiles and vi.mock() apply]
    `)
  })
})

describe('what a mock lacks is told:', () => {
  const messageWith = async (setup: string): Promise<string | undefined> => {
    const { error } = await orders({ setup: `${FOLDER}/faulty/${setup}`, console: 'silent' }).invoke({ sql: '' })
    return error?.errorMessage.replaceAll(process.cwd(), '…')
  }

  test('a name', async () => {
    expect(await messageWith('lacking.ts')).toMatchInlineSnapshot(
      `"'query' is imported from …/test/journeys/functions/thread-setup/db.ts, whose mock exports table: add it to what the factory gives, or keep the module's own: mock('./src/db.js', async (original) => ({ ...(await original()), query }))"`,
    )
  })

  test('all of it', async () => {
    expect(await messageWith('no-object.ts')).toMatchInlineSnapshot(
      `"the factory of mock('../db.js') gave undefined: it takes an object with the module's exports, { default: … } for a default export."`,
    )
  })
})

describe("import { vi } from 'vitest' in a thread", () => {
  const lambda = withLambda(() => import('./functions/thread-setup/vi.js'), { isolation: 'thread', console: 'silent' })
  const messageOf = async (what: string): Promise<string | undefined> =>
    (await lambda.invoke({ what })).error?.errorMessage

  test('spies', async () => {
    expect(await lambda.invoke({ what: 'fn' })).toReturn('spied')
  })

  test('says what to use in the place of all else', async () => {
    expect(await messageOf('mock')).toMatchInlineSnapshot(
      `"vi.mock belongs to the test, and this code runs in a thread (isolation: 'thread'), where of Vitest there is vi.fn(), vi.spyOn() and what clears them. Instead: export default ({ mock }) => mock('./src/db.js', () => ({ query: vi.fn() })) in the module that setup names."`,
    )
    expect(await messageOf('useFakeTimers')).toMatchInlineSnapshot(
      `"vi.useFakeTimers belongs to the test, and this code runs in a thread (isolation: 'thread'), where of Vitest there is vi.fn(), vi.spyOn() and what clears them. Instead: what the module that setup names exports can be called from the test: await lambda.setup().name()."`,
    )
    expect(await messageOf('expect')).toMatchInlineSnapshot(
      `"expect belongs to the test, and this code runs in a thread (isolation: 'thread'), where of Vitest there is vi.fn(), vi.spyOn() and what clears them. Instead: what the module that setup names exports can be called from the test: await lambda.setup().name()."`,
    )
  })
})
