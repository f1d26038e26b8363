// What a thread is born with.

import type { MessagePort } from 'node:worker_threads'
import type { CountedBy } from './coverage.js'
import type { ProgramText } from './program.js'

export interface Boot {
  readonly program: ProgramText
  /** Folder in which Node.js keeps what it compiles of packages from run to run; undefined: none. */
  readonly compileCache: string | undefined
  readonly memory: Int32Array<SharedArrayBuffer>
  readonly backlog: Int32Array<SharedArrayBuffer>
  /** The thread's end of the channel for orders. */
  readonly orders: MessagePort
  /** URL of Vite's module runner, as the project has it installed. */
  readonly moduleRunner: string
  /** Who counts what has run; undefined: nobody does. */
  readonly countedBy: CountedBy | undefined
}

/** Gives what V8 has compiled of the program so far, for other threads; undefined: they have it. */
export type Compile = (() => Uint8Array) | undefined

/** How often a thread whose event loop turns shows it, in real milliseconds. */
export const HEARTBEAT_MS = 10
