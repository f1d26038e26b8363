// The threads of the test file that is running: they get the project's modules by way of the plugin.

import { url } from 'node:inspector'
import { fileURLToPath } from 'node:url'
import { expect, inject } from 'vitest'
import { Program } from '../../sandbox/thread/program.js'
import { Threads } from '../../sandbox/thread/threads.js'
import type { PluginFacts } from '../plugin-facts.js'
import type { Definition } from './definition.js'
import { ModuleClient } from './module-client.js'
import type { Worker } from './worker.js'

/** What `definition` declares is going to need a thread, unless it runs in process: it boots meanwhile. */
export function expectThread(worker: Worker, { config, code }: Pick<Definition, 'config' | 'code'>): void {
  if (config.isolation === 'thread' && code.kind === 'module') threadsOf(worker).expect(config.memorySize, code)
}

/** Beside the built package; in the repository it is bundled from the sources before the tests run. */
const BUNDLES = new URL(
  import.meta.url.endsWith('.ts') ? '../../../node_modules/.vitest-lambda/' : './',
  import.meta.url,
)

/** Made with the first one that is needed. */
export function threadsOf(worker: Worker): Threads {
  return (worker.threads ??= makeThreads(worker))
}

function makeThreads(worker: Worker): Threads {
  const facts: PluginFacts | undefined = inject('vitestLambda')
  if (!facts) throw new Error("a thread needs the plugin, which withLambda() asks for when isolation is 'thread'")
  const client = new ModuleClient(facts.modules)
  const { moduleRunner, compileCache, countedBy, debugged } = facts.modules
  const made = new Threads({
    entry: new URL('thread-begin.cjs', BUNDLES),
    program: new Program(fileURLToPath(new URL('thread.cjs', BUNDLES)), compileCache),
    moduleRunner,
    compileCache,
    countedBy,
    debugged: () => debugged || url() !== undefined,
    ask: (question) => client.ask(question),
  })
  const testFile = expect.getState().testPath ?? ''
  worker.endings.add(async () => {
    worker.threads = undefined
    await made.end()
    if (made.counts) await client.ask({ name: 'coverage', testFile, coverage: made.coverage })
    client.close()
  })
  return made
}
