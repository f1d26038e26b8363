// Keeps the request id for its log lines in module scope, and leaves work behind that logs later.

import { setTimeout as sleep } from 'node:timers/promises'

let requestId = ''

function log(message: string): void {
  process.stdout.write(`${JSON.stringify({ requestId, message })}\n`)
}

export const handler = async (
  event: { readonly order: number; readonly waitMs?: number },
  context: { readonly awsRequestId: string },
): Promise<void> => {
  requestId = context.awsRequestId
  void sleep(1000).then(() => log(`order ${event.order} charged`))
  if (event.waitMs !== undefined) await sleep(event.waitMs)
}
