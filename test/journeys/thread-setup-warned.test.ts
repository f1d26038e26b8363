// Which mocks of the test a function with a setup is warned of: those that were meant for it and are not made there.

import { type LambdaConfig, withLambda } from 'vitest-lambda'
import { expect, onTestFinished, test, vi } from 'vitest'

vi.mock('./functions/thread-setup/db.js', () => ({ table: 'mocked', query: () => [] }))
vi.mock('hono', () => ({ Hono: vi.fn() }))

const FOLDER = './test/journeys/functions/thread-setup'

/** What is said in this test. */
function listen(): readonly string[] {
  const said: string[] = []
  const spy = vi.spyOn(process, 'emitWarning').mockImplementation((warning) => void said.push(String(warning)))
  onTestFinished(() => spy.mockRestore())
  return said
}

const withSetup = (name: string): LambdaConfig => ({
  functionName: name,
  isolation: 'thread',
  setup: `${FOLDER}/${name}.setup.ts`,
})

test('a module that the setup mocks, too, is none of them', async () => {
  const said = listen()
  const lambda = withLambda(() => import('./functions/thread-setup/orders.js'), withSetup('orders'))
  expect(await lambda.invoke({ sql: 'a' })).toReturn(expect.objectContaining({ rows: ['mocked a'], hono: 'Fake' }))
  expect(said).toEqual([])
})

test('a module that the setup leaves as it is, is one', async () => {
  const said = listen()
  const lambda = withLambda(() => import('./functions/thread-setup/orders.js'), withSetup('partial'))
  expect(await lambda.invoke({ sql: 'a' })).toReturn(expect.objectContaining({ rows: ['real a of orders'] }))
  await lambda.recycle()
  await lambda.invoke({ sql: 'a' })
  expect(said).toMatchInlineSnapshot(`
    [
      "partial: ./db.ts is mocked by the test, whose mocks do not reach a function with isolation: 'thread', and its setup './test/journeys/functions/thread-setup/partial.setup.ts' does not mock it. Mock it there, too: mock('./db.ts', () => ({ … })); where the real one is meant, mock('./db.ts', (original) => original()); or give the function { isolation: 'in-process' }.",
    ]
  `)
})

test('such a module is told of also where Init fails for want of the mock', async () => {
  const said = listen()
  const lambda = withLambda(() => import('./functions/thread-setup/orders.js'), withSetup('failing'))
  expect(await lambda.invoke({ sql: 'a' })).toFailWith(/no database/)
  expect(said).toEqual([expect.stringContaining('failing: ./db.ts, hono are mocked by the test')])
})

test.each([
  ['behind one that the setup mocks: nobody loads it', 'behind', ['behind']],
  ['that the setup imports: it has it in hand', 'importing', ['real a of orders']],
  ['that the setup keeps, and says so', 'keeping', ['real a of orders']],
])('a module is none of them %s', async (_, name, rows) => {
  const said = listen()
  const lambda = withLambda(() => import('./functions/thread-setup/asks.js'), withSetup(name))
  expect(await lambda.invoke({ sql: 'a' })).toReturn(rows)
  expect(said).toEqual([])
})
