// Declares a function, away from the test that asks for it.

import { define } from '../../../../src/vitest/worker/definition.js'
import type { Worker } from '../../../../src/vitest/worker/worker.js'

export function defineElsewhere(worker: Worker): unknown {
  return define(worker, () => import('./code.js'), { isolation: 'thread' }).code
}
