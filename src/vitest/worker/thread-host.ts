// What a test lends the thread sandbox: its time, its console, and the threads of its file.

import { inject } from 'vitest'
import type { ThreadHost } from '../../sandbox/thread/host.js'
import type { Definition } from './definition.js'
import { threadsOf } from './file-threads.js'
import { echoToTest } from './host.js'
import { loadGuide } from './load-guide.js'
import type { Scope } from './scope.js'
import { reportFault } from './unobserved.js'
import { lookForUnreachedMocks } from './unreached-mocks.js'
import type { Worker } from './worker.js'

/** The surroundings of the environments of one function in one scope. */
export function threadHost(worker: Worker, scope: Scope, definition: Definition): ThreadHost {
  const { config } = definition
  return {
    stage: worker.stage,
    timeline: scope.timeline,
    threads: threadsOf(worker),
    memoryMB: config.memorySize,
    setup: config.setup,
    echo: config.console === 'echo' ? echoToTest : undefined,
    loaded: (ids) => void lookForUnreachedMocks(worker, definition, ids),
    explain: (failure) => loadGuide(failure, config, inject('vitestLambda')?.root ?? process.cwd()),
    unreported: (fault) => reportFault(fault, config, scope),
    warn: (text) => worker.warnOnce(`${config.functionName}: ${text}`),
  }
}
