import type { LambdaConfig } from 'vitest-lambda'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import { define } from '../../../src/vitest/worker/definition.js'
import { lookForUnreachedMocks } from '../../../src/vitest/worker/unreached-mocks.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'

vi.mock('../../journeys/functions/thread-setup/db.js')
vi.mock('../../journeys/functions/thread-setup/item.js')
vi.mock('hono', () => ({ Hono: vi.fn() }))

async function warningsOf(given: LambdaConfig): Promise<readonly string[]> {
  const said: string[] = []
  const warnOnce = (message: string): void => void said.push(message)
  const worker: Worker = { stage: new Stage(), ready: true, endings: new Set(), warnOnce }
  onTestFinished(async () => {
    for (const end of worker.endings) await end()
  })
  const definition = define(worker, () => import('../../journeys/functions/thread-setup/orders.js'), given)
  await lookForUnreachedMocks(worker, definition)
  return said
}

test('mocks of the test that a function in a thread imports are named, with where to mock', async () => {
  expect(await warningsOf({ isolation: 'thread' })).toMatchInlineSnapshot(`
    [
      "orders: ./test/journeys/functions/thread-setup/db.ts, hono are mocked by the test, whose mocks do not reach a function with isolation: 'thread'. Mock in the thread: give it { setup: './lambda.setup.ts' }, and write there export default ({ mock }) => mock('./test/journeys/functions/thread-setup/db.ts', () => ({ … })); or give it { isolation: 'in-process' }.",
    ]
  `)
})

test('nothing is said of a function in process, nor of one whose setup makes its mocks', async () => {
  const setup = './test/journeys/functions/thread-setup/orders.setup.ts'
  expect(await warningsOf({ isolation: 'in-process' })).toEqual([])
  expect(await warningsOf({ isolation: 'thread', setup })).toEqual([])
})
