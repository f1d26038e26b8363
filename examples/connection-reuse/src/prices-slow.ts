// The same with an agent for each invocation: every one of them pays for a new connection, and leaves an old one behind.

import { Agent, get } from 'node:http'

export const handler = async (event: { product: string }) => {
  const price = await ask(`${process.env['PRICES_URL']}/${event.product}`, new Agent({ keepAlive: true }))
  return { product: event.product, price: Number(price) }
}

function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, async (response) => {
      resolve((await response.toArray()).join(''))
    }).on('error', reject)
  })
}
