// What Vitest lends the thread sandbox: the project's modules by way of the plugin, and the console of the test.

import { expect, inject } from 'vitest'
import { moduleHead } from '../../effects/module-graph/vitest-modules.js'
import type { FunctionConfig } from '../../function/config.js'
import type { ThreadHost } from '../../sandbox/thread/host.js'
import { Threads } from '../../sandbox/thread/threads.js'
import type { PluginFacts } from '../plugin-facts.js'
import { echoToTest } from './host.js'
import { ModuleClient } from './module-client.js'
import type { Scope } from './scope.js'
import { reportFault } from './unobserved.js'
import type { Worker } from './worker.js'

/** The surroundings of the environments of one function in one scope. */
export function threadHost(worker: Worker, scope: Scope, config: FunctionConfig): ThreadHost {
  return {
    timeline: scope.timeline,
    threads: threadsOf(worker),
    memoryMB: config.memorySize,
    echo: config.console === 'echo' ? echoToTest : undefined,
    unreported: (fault) => reportFault(fault, config, scope),
  }
}

/** Beside the built package; in the repository it is bundled from the sources before the tests run. */
const ENTRY = import.meta.url.endsWith('.ts')
  ? new URL('../../../node_modules/.vitest-lambda/thread.js', import.meta.url)
  : new URL('./thread.js', import.meta.url)

/** Threads of the test file that is running. */
const threads = new WeakMap<Worker, Threads>()

function threadsOf(worker: Worker): Threads {
  const known = threads.get(worker)
  if (known) return known
  const facts: PluginFacts | undefined = inject('vitestLambda')
  if (!facts) throw new Error("isolation: 'thread' needs the plugin")
  const client = new ModuleClient(facts.modules)
  const { moduleRunner, compileCache, counts } = facts.modules
  const coverage = counts ? { startOffset: moduleHead() } : undefined
  const made = new Threads({
    entry: ENTRY,
    moduleRunner,
    compileCache,
    coverage,
    ask: (question) => client.ask(question),
  })
  const testFile = expect.getState().testPath ?? ''
  threads.set(worker, made)
  worker.endings.add(async () => {
    threads.delete(worker)
    await made.end()
    const { scripts } = made
    if (scripts.length > 0) await client.ask({ name: 'coverage', testFile, scripts })
    client.close()
  })
  return made
}
