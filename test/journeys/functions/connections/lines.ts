// Asks a server that answers line by line over one socket, and over another when that is gone; with `retry` also when it
// is lost while it asks.

import { connect, type Socket } from 'node:net'

let socket: Socket | undefined

export const handler = async ({ retry = false }: { readonly retry?: boolean }): Promise<string> => {
  try {
    return await ask()
  } catch (error) {
    if (retry) return ask()
    throw error
  }
}

async function ask(): Promise<string> {
  const to = (socket ??= await open())
  return new Promise((resolve, reject) => {
    to.once('data', (answer) => resolve(String(answer).trim()))
    to.once('error', reject)
    to.write('hello\n')
  })
}

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const made = connect(Number(process.env['PORT']), '127.0.0.1')
    made.setEncoding('utf8')
    made.once('connect', () => resolve(made))
    made.on('error', (error) => {
      socket = undefined
      reject(error)
    })
    made.on('close', () => (socket = undefined))
  })
}
