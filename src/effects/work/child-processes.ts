// Child processes: under way until they have exited and their output has been handed over.

import type { ChildProcess } from 'node:child_process'
import { basename } from 'node:path'
import type { Current, Undo } from '../effect.js'
import { listen } from './channels.js'
import { handleHasRef, handleOf } from './node-internals.js'
import { begin, type Work, type WorkPhase, type WorkState } from './work.js'

const LONGEST_COMMAND = 80

class Child implements Work {
  readonly kind = 'child-process'
  readonly #child: ChildProcess

  constructor(child: ChildProcess) {
    this.#child = child
  }

  phase(): WorkPhase {
    const { exitCode, signalCode, stdio } = this.#child
    if (exitCode === null && signalCode === null) return this.holdsLoop() ? 'under way' : 'idle'
    // `null` where a stream is inherited or ignored, `undefined` after a failed spawn.
    return stdio?.every((stream) => !stream || stream.destroyed) === false ? 'under way' : 'over'
  }

  /** A daemon that the function unref'd, such as the service of a bundler, is not waited for. */
  holdsLoop(): boolean {
    const handle = handleOf(this.#child)
    return handle !== undefined && handleHasRef(handle) !== false
  }

  get subject(): string {
    const { spawnfile, spawnargs = [] } = this.#child
    const command = [basename(spawnfile ?? ''), ...spawnargs.slice(1)].join(' ')
    return command.length > LONGEST_COMMAND ? `${command.slice(0, LONGEST_COMMAND)}…` : command
  }

  describe(): string {
    return `child process ${this.subject}`
  }
}

/** The channel is published to from the constructor of each child: https://nodejs.org/api/diagnostics_channel.html */
export function trackChildProcesses(current: Current<WorkState>): Undo {
  return listen({
    child_process: ({ process: child }: { process: ChildProcess }) => {
      const state = current()
      if (state) begin(state, new Child(child))
    },
  })
}
