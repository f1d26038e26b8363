// The same without a second try.

import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true })

export const handler = async (event: { key: string; amount: number }) => ({ charged: await charge(event) })

function charge(event: { key: string; amount: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'idempotency-key': event.key }
    const sent = request(String(process.env['PAYMENTS_URL']), { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(event.amount))
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(event))
  })
}
