// A client that loads its configuration and its code for itself: the command is not awaited.

import { Client } from 'little-client'

export async function handler(order) {
  const client = new Client(`${process.env['API_URL']}/late`)
  client.send(order) // leak: promise or fetch
  return 'ok'
}
