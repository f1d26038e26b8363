import { collect, flush } from './batches.js'

export const handler = async ({ order }: { order: string }) => {
  collect(`order ${order}`)
  await flush() // what waits is sent before the environment freezes
  return { accepted: order }
}
