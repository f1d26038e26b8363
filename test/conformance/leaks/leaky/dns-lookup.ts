// A name that is looked up in a callback after the answer.

import { lookup } from 'node:dns'

export async function handler(): Promise<string> {
  lookup('localhost', (error, address) => console.log(error ?? address)) // leak: dns
  return 'ok'
}
