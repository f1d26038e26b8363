// Where the code of an environment runs: in the test's own process, or in a thread.

import { InProcessSandbox } from '../../sandbox/in-process/in-process.js'
import type { Sandbox } from '../../sandbox/port.js'
import { ThreadSandbox } from '../../sandbox/thread/thread-sandbox.js'
import type { Definition } from './definition.js'
import { sandboxHost } from './host.js'
import type { Scope } from './scope.js'
import { threadHost } from './thread-host.js'
import type { Worker } from './worker.js'

/** A new sandbox for one environment. */
export function sandboxFor(worker: Worker, scope: Scope, definition: Definition): Sandbox {
  return definition.config.isolation === 'thread'
    ? new ThreadSandbox(threadHost(worker, scope, definition))
    : new InProcessSandbox(sandboxHost(worker, scope, definition.config))
}
