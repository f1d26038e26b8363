// A function whose Init takes a while, so that two of them overlap.

import { setTimeout as sleep } from 'node:timers/promises'
import { counter } from './deep/three.js'

await sleep(50)
await import('./counted.js')
await sleep(50)

export const handler = async (): Promise<number> => {
  await sleep(20)
  return ++counter.value
}
