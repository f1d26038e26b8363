import { expect, test } from 'vitest'
import { InProcessSandbox } from '../../../src/sandbox/in-process/in-process.js'
import { ThreadSandbox } from '../../../src/sandbox/thread/thread-sandbox.js'
import { define } from '../../../src/vitest/worker/definition.js'
import { sandboxFor } from '../../../src/vitest/worker/sandbox-for.js'
import { Scope } from '../../../src/vitest/worker/scope.js'
import { worker } from '../../../src/vitest/worker/worker.js'

test.each([
  ['the test’s process, unless it says otherwise', {}, InProcessSandbox],
  ['the test’s process', { isolation: 'in-process' }, InProcessSandbox],
  ['a thread', { isolation: 'thread' }, ThreadSandbox],
] as const)('a function runs in %s', (_, given, Sandbox) => {
  const definition = define(worker(), () => import('../../journeys/functions/thread/counter.js'), given)
  expect(sandboxFor(worker(), new Scope('a scope'), definition)).toBeInstanceOf(Sandbox)
})
