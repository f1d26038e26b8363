// No leak: a worker thread has ended by itself, and another one was terminated.

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export async function handler(): Promise<unknown> {
  const quick = new Worker("require('node:worker_threads').parentPort.postMessage(42)", { eval: true })
  const exited = once(quick, 'exit')
  const [answer] = (await once(quick, 'message')) as [number]
  await exited
  const endless = new Worker('setInterval(() => {}, 1000)', { eval: true })
  await once(endless, 'online')
  await endless.terminate()
  return answer
}
