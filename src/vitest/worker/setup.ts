// The setup file: runs before each test file, registers the matchers, and puts everything back when the file ends.

import { afterAll, aroundEach, expect, vi } from 'vitest'
import { createMatchers } from '../../matchers/all.js'
import { invocationSerializer } from '../../record/serializer.js'
import { inScope, Scope } from './scope.js'
import { inVmPool, worker } from './worker.js'
import './matcher-types.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))
expect.addSnapshotSerializer(invocationSerializer)

if (!inVmPool()) {
  const here = worker()
  const undo = here.stage.install()
  here.ready = true
  afterAll(() => {
    here.ready = false
    undo()
  })
  aroundEach(async (runTest, { task, onTestFinished }) => {
    const scope = new Scope(`the test '${task.name}'`)
    // Taken before the test takes its own, it runs after all of them, and after every afterEach.
    onTestFinished(() => scope.end())
    await inScope(scope, runTest)
  })
}
