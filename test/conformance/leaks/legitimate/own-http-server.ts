// No leak: a server of the module listens on a port, and the handler forwards its event to it.

import { createServer, request } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

const server = createServer((incoming, response) => {
  incoming.resume()
  incoming.on('end', () => response.end(`served ${incoming.url}`))
})

server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo

export const handler = (event: { rawPath: string }): Promise<string> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ port, host: '127.0.0.1', path: event.rawPath }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString()))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
