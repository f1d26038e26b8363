import { fileURLToPath } from 'node:url'
import type { LambdaConfig } from 'vitest-lambda'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import { define } from '../../../src/vitest/worker/definition.js'
import { lookForUnreachedMocks } from '../../../src/vitest/worker/unreached-mocks.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'

vi.mock('../../journeys/functions/thread-setup/db.js')
vi.mock('../../journeys/functions/thread-setup/item.js')
vi.mock('hono', () => ({ Hono: vi.fn() }))

const FOLDER = './test/journeys/functions/thread-setup'
const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../../journeys/functions/thread-setup/${name}`, import.meta.url)).replaceAll('\\', '/')

/** `loaded`: what a thread with a setup has loaded as it is. */
async function warningsOf(given: LambdaConfig, loaded?: readonly string[]): Promise<readonly string[]> {
  const said: string[] = []
  const warnOnce = (message: string): void => void said.push(message)
  const worker: Worker = { stage: new Stage(), ready: true, endings: new Set(), warnOnce }
  onTestFinished(async () => {
    for (const end of worker.endings) await end()
  })
  const definition = define(worker, () => import('../../journeys/functions/thread-setup/orders.js'), given)
  await lookForUnreachedMocks(worker, definition, loaded)
  return said
}

test('mocks of the test that a function in a thread imports are named, with where to mock', async () => {
  expect(await warningsOf({ isolation: 'thread' })).toMatchInlineSnapshot(`
    [
      "orders: ./test/journeys/functions/thread-setup/db.ts, hono are mocked by the test, whose mocks do not reach a function with isolation: 'thread'. Mock in the thread: give it { setup: './lambda.setup.ts' }, and write there export default ({ mock }) => mock('./test/journeys/functions/thread-setup/db.ts', () => ({ … })); or give it { isolation: 'in-process' }.",
    ]
  `)
})

test('nothing is said of a function in process, nor before it is known what the setup of another one mocks', async () => {
  expect(await warningsOf({ isolation: 'in-process' })).toEqual([])
  expect(await warningsOf({ isolation: 'thread', setup: `${FOLDER}/orders.setup.ts` })).toEqual([])
})

test('of a function with a setup those are named that its thread has loaded as they are, as the setup names them', async () => {
  const given = { isolation: 'thread', setup: `${FOLDER}/orders.setup.ts` } as const
  expect(await warningsOf(given, [fileOf('db.ts'), fileOf('item.ts'), fileOf('service.ts')])).toMatchInlineSnapshot(`
    [
      "orders: ./db.ts is mocked by the test, whose mocks do not reach a function with isolation: 'thread', and its setup './test/journeys/functions/thread-setup/orders.setup.ts' does not mock it. Mock it there, too: mock('./db.ts', () => ({ … })); where the real one is meant, mock('./db.ts', (original) => original()); or give the function { isolation: 'in-process' }.",
    ]
  `)
  expect(await warningsOf(given, [import.meta.resolve('hono')])).toEqual([
    expect.stringContaining(`mock('hono', () => ({ … }))`),
  ])
  expect(await warningsOf({ ...given, setup: './lambda.setup.ts' }, [fileOf('db.ts')])).toEqual([
    expect.stringContaining(`mock('./test/journeys/functions/thread-setup/db.ts'`),
  ])
  expect(await warningsOf({ ...given, setup: './test/lambda.setup.ts' }, [fileOf('orders.ts')])).toEqual([])
})
