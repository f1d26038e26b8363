// In a file of its own, which mocks nothing.

import { expect, test, vi } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import { define } from '../../../src/vitest/worker/definition.js'
import { lookForUnreachedMocks } from '../../../src/vitest/worker/unreached-mocks.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'

test('a cold start in a thread does not pay for the question where nothing is mocked', async () => {
  const stage = new Stage()
  const asks = vi.spyOn(stage, 'outside')
  const worker: Worker = { stage, ready: true, endings: new Set(), warnOnce: () => expect.unreachable() }
  const definition = define(worker, () => import('../../journeys/functions/thread-setup/orders.js'), {
    isolation: 'thread',
  })
  await lookForUnreachedMocks(worker, definition)
  expect(asks).not.toHaveBeenCalled()
})
