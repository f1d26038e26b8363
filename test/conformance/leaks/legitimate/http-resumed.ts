// No leak: a response that is of no interest is resumed, and its end awaited.

import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'

export async function handler(): Promise<number | undefined> {
  const sent = request(`${process.env['API_URL']}/price`, { method: 'POST' })
  sent.end('{}')
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response.statusCode
}
