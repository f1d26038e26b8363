// Looks into a thread that does not give way: by the inspector, which interrupts JavaScript and runs an expression there.

import { Session } from 'node:inspector'
import { isMainThread } from 'node:worker_threads'
import { hostTime } from '../../effects/host-time.js'
import type { PackedFile } from '../../effects/files/packed-files.js'
import type { Remains } from './messages.js'

/** What can be saved of a thread before it is killed. */
export interface Glimpse extends Remains {
  /** `file:line:column` in the user's source; undefined: none of it is running. */
  readonly at: string | undefined
}

/** The same as text, in which bytes are base64. */
type Written = Omit<Glimpse, 'files'> & {
  readonly files: readonly (Omit<PackedFile, 'bytes'> & { readonly base64?: string })[]
}

/** Where a thread keeps what gives its glimpse. */
export const GLIMPSE: unique symbol = Symbol.for('vitest-lambda.glimpse')

/** How long it may take, in real milliseconds: about ten, unless the machine is busy or /tmp is large, which is lost else. */
const PATIENCE_MS = 5_000

interface Attached {
  readonly params: { readonly sessionId: string; readonly workerInfo: { readonly title: string } }
}

interface Received {
  readonly params: { readonly sessionId: string; readonly message: string }
}

interface Reply {
  readonly id?: number
  readonly result?: { readonly result?: { readonly value?: unknown } }
}

/**
 * Interrupts the thread called `name`; not to be called where a debugger is attached. Undefined: it could not be
 * reached. Nothing is paused: pausing a worker of Vitest's for another one's sake can end its process.
 */
export async function interrupt(name: string): Promise<Glimpse | undefined> {
  const session = new Session()
  const { promise, resolve } = Promise.withResolvers<Glimpse | undefined>()
  const timer = hostTime.setTimeout(() => resolve(undefined), PATIENCE_MS)
  try {
    if (isMainThread) session.connect()
    else session.connectToMainThread()
    session.on('NodeWorker.attachedToWorker', (({ params: { sessionId, workerInfo } }: Attached) => {
      if (!workerInfo.title.endsWith(name)) return
      const expression = `globalThis[Symbol.for('${GLIMPSE.description}')]()`
      const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { returnByValue: true, expression } })
      session.post('NodeWorker.sendMessageToWorker', { sessionId, message })
    }) as never)
    session.on('NodeWorker.receivedMessageFromWorker', (({ params }: Received) => {
      const { id, result } = JSON.parse(params.message) as Reply
      if (id === 1) resolve(readGlimpse(result?.result?.value))
    }) as never)
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
    return await promise
  } catch {
    return undefined
  } finally {
    hostTime.clearTimeout(timer)
    session.disconnect()
  }
}

/** In the thread. */
export function writeGlimpse({ files, ...rest }: Glimpse): string {
  const written: Written = {
    ...rest,
    files: files.map((file) =>
      file.kind === 'file' ? { ...file, bytes: undefined, base64: Buffer.from(file.bytes).toString('base64') } : file,
    ),
  }
  return JSON.stringify(written)
}

function readGlimpse(text: unknown): Glimpse | undefined {
  if (typeof text !== 'string') return undefined
  const { files, ...rest } = JSON.parse(text) as Written
  return {
    ...rest,
    files: files.map(({ base64, ...file }) =>
      base64 === undefined ? (file as PackedFile) : ({ ...file, bytes: Buffer.from(base64, 'base64') } as PackedFile),
    ),
  }
}
