// Asks over HTTP with an agent of its own; with `retry` a second time when the connection was lost.

import http from 'node:http'

const agent = new http.Agent({ keepAlive: true })

export const handler = async ({ retry = false }: { readonly retry?: boolean }): Promise<string> => {
  try {
    return await ask()
  } catch (error) {
    if (retry) return ask()
    throw error
  }
}

function ask(): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get(String(process.env['URL']), { agent }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () => resolve(text))
      })
      .on('error', reject)
  })
}
