// No leak: a reply over a message channel is awaited, and the ports are closed.

import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'

export async function handler(): Promise<string> {
  const { port1, port2 } = new MessageChannel()
  port2.on('message', (text: string) => port2.postMessage(text.toUpperCase()))
  port1.postMessage('ping')
  const [reply] = (await once(port1, 'message')) as [string]
  const closed = once(port2, 'close')
  port1.close()
  await closed
  return reply
}
