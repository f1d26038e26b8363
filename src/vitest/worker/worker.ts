// What one Vitest worker has once: the stage with its effects, and what was already said.

import vm from 'node:vm'
import type { Undo } from '../../effects/effect.js'
import { Stage } from '../../effects/stage.js'
import type { Threads } from '../../sandbox/thread/threads.js'
import { nearestConfigFile } from './config-file.js'

/** State of the worker; it outlives a test file when `isolate` is off. */
export interface Worker {
  readonly stage: Stage
  /**
   * Takes the effects out. What is left of the code of environments outlives their test file, in which it must neither
   * fail nor find the machine: so they stay until the next file has its own, or for as long as the worker lives.
   */
  undo?: Undo | undefined
  /** The setup file has run for the test file that is running. */
  ready: boolean
  /** What is to be ended with the test file, whatever its tests did. */
  readonly endings: Set<() => Promise<void>>
  /** Those of the test file that is running, from the first one on. */
  threads?: Threads | undefined
  /** Ends what the test file began; undefined once it has. */
  endFile?: (() => Promise<void>) | undefined
  /** Says something once in this worker. */
  warnOnce(message: string): void
}

const key = Symbol.for('vitest-lambda.worker')

/** The worker's one state: on `globalThis`, because the setup file and the test may load this module separately. */
export function worker(): Worker {
  const host = globalThis as { [key]?: Worker }
  return (host[key] ??= createWorker())
}

function createWorker(): Worker {
  const said = new Set<string>()
  return {
    stage: new Stage(),
    ready: false,
    endings: new Set(),
    warnOnce(message) {
      if (said.has(message)) return
      said.add(message)
      process.emitWarning(message, { type: 'vitest-lambda' })
    },
  }
}

/** True in `vmThreads` and `vmForks`, where a package's named imports of builtins cannot be routed. */
export function inVmPool(): boolean {
  return vm.runInThisContext('Object') !== Object
}

/** The worker, ready for `caller`; otherwise an error that says what is missing. */
export function readyWorker(caller: string): Worker {
  if (inVmPool()) {
    throw new Error(
      `${caller} does not work in the pools 'vmThreads' and 'vmForks': packages keep copies of Node's builtins there, ` +
        `which cannot be routed. Set test.pool to 'forks' (Vitest's default) or 'threads'.`,
    )
  }
  const here = worker()
  if (here.ready) return here
  const { path, belowAnother } = nearestConfigFile()
  const why = belowAnother ? ', since the plugins of another config do not reach a project that has its own' : ''
  throw new Error(
    `${caller}: vitest-lambda is not set up in this project. Add the plugin to ${path}${why}:\n\n` +
      `  import { lambda } from 'vitest-lambda/plugin'\n` +
      `  export default defineConfig({ plugins: [lambda()] })\n\n` +
      `or, without the plugin: test: { setupFiles: ['vitest-lambda/setup'] }.`,
  )
}
