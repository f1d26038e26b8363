// Promise.allSettled without await: it gathers promises that nobody waits for.

import type { Order } from './parts/order.js'

const put = (url: string): Promise<Response> => fetch(url, { method: 'PUT' }) // leak: fetch

export async function handler(order: Order): Promise<string> {
  Promise.allSettled(order.items.map((item) => put(`${process.env['API_URL']}/late/${item}`)))
  return 'all sent'
}
