// No leak: the connections of a keep-alive agent at module scope are idle when all of their answers were read.

import { Agent, get } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 2 })

function load(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(`${process.env['API_URL']}/${path}`, { agent }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('end', () => resolve(text))
    }).on('error', reject)
  })
}

export const handler = (): Promise<string[]> => Promise.all([load('a'), load('b'), load('c')])
