// Charges a card over a connection that is kept open. After a long freeze the other side has forgotten it, and only the
// next request finds out: it is sent once more, on a new connection. The key keeps the card from being charged twice.

import { Agent, type ClientRequest, request } from 'node:http'

const agent = new Agent({ keepAlive: true })

export const handler = async (event: { key: string; amount: number }) => ({ charged: await charge(event) })

function charge(event: { key: string; amount: number }, mayRetry = true): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'idempotency-key': event.key }
    const sent: ClientRequest = request(
      String(process.env['PAYMENTS_URL']),
      { method: 'POST', agent, headers },
      (response) => {
        response.resume().on('end', () => resolve(event.amount))
      },
    )
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (mayRetry && sent.reusedSocket && error.code === 'ECONNRESET') resolve(charge(event, false))
      else reject(error)
    })
    sent.end(JSON.stringify(event))
  })
}
