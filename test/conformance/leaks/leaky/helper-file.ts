// A leak in a helper of another file, which the handler calls with await.

import { notify } from './parts/notify.js'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  await notify(order)
  return 'notified'
}
