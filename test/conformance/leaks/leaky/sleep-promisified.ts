// A promisified setTimeout whose await was forgotten.

import { promisify } from 'node:util'

const wait = promisify(setTimeout)

export const handler = async (): Promise<{ ok: boolean }> => {
  wait(200) // leak: timer
  return { ok: true }
}
