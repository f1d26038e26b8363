// The setup file: runs before each test file, registers the matchers, and puts everything back when the file ends.

import { afterAll, aroundEach, expect, vi } from 'vitest'
import { createMatchers } from '../../matchers/all.js'
import { invocationSerializer } from '../../record/serializer.js'
import { inScope, Scope } from './scope.js'
import { endSuites } from './suite-scope.js'
import { timedOut } from './timed-out.js'
import { inVmPool, worker } from './worker.js'
import './matcher-types.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction, defineHelper: vi.defineHelper }))
expect.addSnapshotSerializer(invocationSerializer)

if (!inVmPool()) {
  const here = worker()
  const undo = here.stage.install()
  here.ready = true
  afterAll(async () => {
    here.ready = false
    await endSuites().finally(undo)
  })
  aroundEach(async (runTest, { task, onTestFinished }) => {
    const scope = new Scope(`the test '${task.name}'`)
    // Taken before the test takes its own, it runs after all of them, and after every afterEach.
    onTestFinished((context) => scope.end({ timedOut: timedOut(context.task) }))
    await inScope(scope, runTest)
  })
}
