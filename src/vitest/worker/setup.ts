// The setup file: runs before each test file, registers the matchers, and ends what the file has begun when it ends.

import { aroundAll, expect, inject, TestRunner, vi } from 'vitest'
import { createMatchers } from '../../matchers/all.js'
import { invocationSerializer } from '../../record/serializer.js'
import type { PluginFacts } from '../plugin-facts.js'
import { forgetWarnedLeaks } from './leak-policy.js'
import { inScope, Scope } from './scope.js'
import { cancelSuites, endSuites } from './suite-scope.js'
import { testEnd } from './test-end.js'
import { threadSize } from './thread-size.js'
import { inVmPool, type Worker, worker } from './worker.js'
import './matcher-types.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction, defineHelper: vi.defineHelper }))
expect.addSnapshotSerializer(invocationSerializer)

async function endAll({ endings }: Worker): Promise<void> {
  const all = [...endings]
  endings.clear()
  await Promise.all(all.map((end) => end()))
}

/** A test file that is going to need a thread has one boot while its modules are loaded, which takes as long. */
async function bootAhead(here: Worker): Promise<void> {
  const { testPath } = expect.getState()
  const { defaults }: Partial<PluginFacts> = inject('vitestLambda') ?? {}
  const memoryMB = testPath === undefined || !defaults ? undefined : threadSize(testPath, defaults)
  if (memoryMB === undefined) return
  // Other files have no use for it.
  const { threadsOf } = await import('./file-threads.js')
  threadsOf(here).expect(memoryMB)
}

/** Begins a test file: gives what ends it. */
function begin(here: Worker): () => Promise<void> {
  here.undo?.()
  here.undo = here.stage.install()
  here.ready = true
  return async () => {
    here.endFile = undefined
    here.ready = false
    await endSuites()
      .finally(() => endAll(here))
      .finally(forgetWarnedLeaks)
  }
}

if (!inVmPool()) {
  const here = worker()
  // Around all that the file has, and so after every hook of its own, and after the cleanups of its fixtures.
  aroundAll(async (runSuite) => {
    await runSuite()
    await here.endFile?.()
  })
  // And so around all that each test has. Not by aroundEach(), which makes the test's automatic fixtures
  // before its callback: they would be outside of the scope.
  TestRunner.getCurrentSuite().on('aroundEach', async (runTest, { task, signal }) => {
    const scope = new Scope(`the test '${task.name}'`)
    await inScope(scope, runTest)
    const end = testEnd({ task, signal })
    if (end.cancelled) cancelSuites()
    await scope.end(end)
  })
  // A file before this one that could not be loaded did not run; it has failed, whatever else comes of it.
  await here.endFile?.().catch(() => undefined)
  await bootAhead(here)
  here.endFile = begin(here)
}
