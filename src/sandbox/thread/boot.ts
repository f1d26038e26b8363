// What a thread is born with.

import type { MessagePort } from 'node:worker_threads'

export interface Boot {
  readonly memory: Int32Array<SharedArrayBuffer>
  /** The thread's end of the channel for orders. */
  readonly orders: MessagePort
  /** URL of Vite's module runner, as the project has it installed. */
  readonly moduleRunner: string
  /** Folder for compiled code of packages, which Node.js keeps from run to run; undefined: none. */
  readonly compileCache: string | undefined
  /** What Vitest puts before the code of each module, in characters; undefined: nobody counts what has run. */
  readonly coverage: { readonly startOffset: number } | undefined
}

/** How often a thread whose event loop turns shows it, in real milliseconds. */
export const HEARTBEAT_MS = 10
