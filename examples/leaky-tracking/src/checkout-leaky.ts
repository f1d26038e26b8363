import { collect } from './batches.js'

export const handler = async ({ order }: { order: string }) => {
  collect(`order ${order}`)
  return { accepted: order }
}
