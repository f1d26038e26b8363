// Tells which pools of Node.js it sees, and changes them when told to.

import http from 'node:http'
import https from 'node:https'

const key = Symbol.for('test.agents')

export const handler = async ({ replace = false }: { readonly replace?: boolean }): Promise<string> => {
  const seen = ((globalThis as { [key]?: unknown[] })[key] ??= [])
  if (replace) http.globalAgent = new http.Agent({ maxSockets: 7 })
  http.globalAgent.maxTotalSockets = 9
  seen.push(http.globalAgent, https.globalAgent)
  const text = await new Promise<string>((resolve, reject) => {
    http
      .get(String(process.env['URL']), (response) => response.resume().on('end', () => resolve('answer')))
      .on('error', reject)
  })
  return `${text} through an agent for ${http.globalAgent.maxSockets} sockets`
}
