// Asks the web for JSON, by fetch or by node:https.

import https from 'node:https'

const get = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = https.request(url, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve(text))
    })
    sent.on('error', reject).end()
  })

interface Asked {
  readonly url: string
  readonly by: 'fetch' | 'https'
}

export const handler = async ({ url, by }: Asked): Promise<unknown> => {
  const text = by === 'fetch' ? await (await fetch(url)).text() : await get(url)
  return JSON.parse(text)
}
