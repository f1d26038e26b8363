import { expect, test, vi } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import type { FunctionConfig } from '../../../src/function/config.js'
import type { ThreadHost } from '../../../src/sandbox/thread/host.js'
import { define } from '../../../src/vitest/worker/definition.js'
import { Scope } from '../../../src/vitest/worker/scope.js'
import { threadHost } from '../../../src/vitest/worker/thread-host.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'

const aWorker = (): Worker => ({ stage: new Stage(), ready: true, endings: new Set(), warnOnce: () => undefined })

function host(worker: Worker, given: Partial<FunctionConfig> = {}, scope: Scope = new Scope('a scope')): ThreadHost {
  const defined = define(worker, () => import('../../journeys/functions/thread/counter.js'), { isolation: 'thread' })
  return threadHost(worker, scope, { ...defined, config: { ...defined.config, ...given } })
}

test('a thread gets what the configuration says, and the time of its scope', () => {
  const scope = new Scope('a scope')
  const { memoryMB, setup, timeline } = host(aWorker(), { memorySize: 512, setup: './a.setup.ts' }, scope)
  expect({ memoryMB, setup }).toEqual({ memoryMB: 512, setup: './a.setup.ts' })
  expect(timeline).toBe(scope.timeline)
})

test("what a function writes is shown by the test's own console, unless it is silent", () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  host(aWorker(), { console: 'echo' }).echo?.('log', ['a line'])
  expect(log.mock.calls).toEqual([['a line']])
  expect(host(aWorker(), { console: 'silent' }).echo).toBeUndefined()
  log.mockRestore()
})

test('a failure that no invocation reports fails the test of its scope', async () => {
  const scope = new Scope('a scope')
  host(aWorker(), {}, scope).unreported(new RangeError('nobody waits'))
  await expect(scope.end()).rejects.toThrow('nobody waits')
})
