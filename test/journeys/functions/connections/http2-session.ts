// Asks over HTTP/2, in one session for all invocations; with `retry` in another when the first is lost.

import { connect, type ClientHttp2Session } from 'node:http2'

let session: ClientHttp2Session | undefined

export const handler = async ({ retry = false }: { readonly retry?: boolean }): Promise<string> => {
  try {
    return await ask()
  } catch (error) {
    if (retry) return ask()
    throw error
  }
}

function ask(): Promise<string> {
  const current = (session ??= open())
  return new Promise((resolve, reject) => {
    const stream = current.request({ ':path': '/' })
    let text = ''
    stream.setEncoding('utf8')
    stream.on('data', (part: string) => (text += part))
    stream.on('end', () => resolve(text))
    stream.on('error', reject)
  })
}

function open(): ClientHttp2Session {
  const made = connect(String(process.env['URL']))
  made.on('error', () => {})
  made.on('close', () => (session = undefined))
  return made
}
