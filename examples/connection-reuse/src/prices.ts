// Asks a price service over one connection, which outlives the invocation: the agent is made once per environment.

import { Agent, get } from 'node:http'

const agent = new Agent({ keepAlive: true })

export const handler = async (event: { product: string }) => {
  const price = await ask(`${process.env['PRICES_URL']}/${event.product}`)
  return { product: event.product, price: Number(price) }
}

function ask(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, async (response) => {
      resolve((await response.toArray()).join(''))
    }).on('error', reject)
  })
}
