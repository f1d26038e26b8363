// No leak: clients load their configuration for themselves, one is not used, and the command of the other is awaited.

import { Client } from 'little-client'

const url = process.env['API_URL']

export async function handler(order) {
  const [used, unused] = [new Client(`${url}/price`), new Client(url)]
  const answer = await used.send(order)
  return [answer.length, typeof unused.send]
}
