// An async executor that resolves its promise and goes on working.

import type { Order } from './parts/order.js'

function submit(order: Order): Promise<string> {
  // oxlint-disable-next-line no-async-promise-executor -- the mistake this file is about
  return new Promise(async (resolve) => {
    // via: fetch
    resolve(`accepted ${order.id}`)
    await fetch(`${process.env['API_URL']}/late/submit`, { method: 'POST' }) // leak: fetch
  })
}

export async function handler(order: Order): Promise<string> {
  return submit(order)
}
