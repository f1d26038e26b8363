// A password hash that is computed in a callback after the answer.

import { pbkdf2 } from 'node:crypto'

export async function handler({ password = 'secret' }: { password?: string }): Promise<string> {
  // prettier-ignore
  pbkdf2(password, 'salt', 200_000, 32, 'sha256', (error, key) => { // leak: crypto
    console.log(error ?? key.toString('hex').length)
  })
  return 'registered'
}
