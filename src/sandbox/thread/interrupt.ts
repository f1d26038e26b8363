// Looks into a thread that does not give way, or is frozen: by the inspector, which interrupts JavaScript and runs an expression there.

import { Session } from 'node:inspector'
import { isMainThread } from 'node:worker_threads'
import { hostTime } from '../../effects/host-time.js'
import type { Thread } from './thread.js'

/**
 * Where a thread keeps what it does when it is interrupted: it hands over what remains of it by its own port, whatever
 * the size, and returns the place, `file:line:column` in the user's source, if any of that is running.
 */
export const GLIMPSE: unique symbol = Symbol.for('vitest-lambda.glimpse')

/** Where a thread keeps what collects its garbage, and returns the bytes of heap and buffers that are left. */
export const NEEDED: unique symbol = Symbol.for('vitest-lambda.needed')

type Interrupted = Pick<Thread, 'name' | 'tmpBytes'>

/** How long it may take, in real milliseconds: about ten, unless the machine is busy. */
const PATIENCE_MS = 5_000
/** What /tmp adds to that; about a hundredth of it is needed. */
const TMP_BYTES_PER_MS = 10_000

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
 * Interrupts a thread, and gives the place at which it was; not to be called where a debugger is attached. Undefined: at
 * none, or it could not be reached.
 */
export async function interrupt(thread: Interrupted): Promise<string | undefined> {
  const place = await evaluate(thread, GLIMPSE)
  return typeof place === 'string' ? place : undefined
}

/** The same for the bytes that a thread needs, `/tmp` included. It may be frozen, too. */
export async function bytesNeeded(thread: Interrupted): Promise<number | undefined> {
  const bytes = await evaluate(thread, NEEDED)
  return typeof bytes === 'number' ? bytes : undefined
}

/** Nothing is paused: pausing a worker of Vitest's for another one's sake can end its process. */
async function evaluate({ name, tmpBytes }: Interrupted, what: typeof GLIMPSE | typeof NEEDED): Promise<unknown> {
  const session = new Session()
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const timer = hostTime.setTimeout(() => resolve(undefined), PATIENCE_MS + tmpBytes / TMP_BYTES_PER_MS)
  let isThere = false
  try {
    if (isMainThread) session.connect()
    else session.connectToMainThread()
    session.on('NodeWorker.attachedToWorker', (({ params: { sessionId, workerInfo } }: Attached) => {
      if (!workerInfo.title.endsWith(name)) return
      isThere = true
      const expression = `globalThis[Symbol.for('${what.description}')]()`
      const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { returnByValue: true, expression } })
      session.post('NodeWorker.sendMessageToWorker', { sessionId, message })
    }) as never)
    session.on('NodeWorker.receivedMessageFromWorker', (({ params }: Received) => {
      const { id, result } = JSON.parse(params.message) as Reply
      if (id === 1) resolve(result?.result?.value)
    }) as never)
    // It answers when it has told of all threads.
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false }, () => isThere || resolve(undefined))
    return await promise
  } catch {
    return undefined
  } finally {
    hostTime.clearTimeout(timer)
    session.disconnect()
  }
}
