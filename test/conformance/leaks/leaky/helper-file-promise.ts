// A floating promise in a helper of another file, where mocks resolve at once.

import { record } from './parts/record.js'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  await record(order)
  return 'recorded'
}
