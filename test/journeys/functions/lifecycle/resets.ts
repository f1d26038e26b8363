// Keeps something in every place that a reset may empty, and ends in every way that resets an environment.

import { readdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

interface Kept {
  module: number
  global: number
  variable: string | undefined
  files: string[]
}

declare global {
  var resetsCount: number | undefined
}

let count = 0

export const handler = async (event: {
  end?: 'timeout' | 'exit' | 'signal' | 'uncaught' | 'throw'
  leave?: boolean
}): Promise<Kept> => {
  count++
  globalThis.resetsCount = (globalThis.resetsCount ?? 0) + 1
  const { KEPT } = process.env
  process.env['KEPT'] = 'yes'
  writeFileSync(`/tmp/${readdirSync('/tmp').length}`, 'x')
  if (event.leave) setTimeout(() => console.log('left over'), 50)
  switch (event.end) {
    case 'timeout':
      await sleep(60_000)
      break
    case 'exit':
      process.exit(1)
      break
    case 'signal':
      process.kill(process.pid, 'SIGKILL')
      break
    case 'uncaught':
      setTimeout(() => {
        throw new Error('uncaught')
      })
      await sleep(100)
      break
    case 'throw':
      throw new Error('thrown')
    case undefined:
  }
  return { module: count, global: globalThis.resetsCount, variable: KEPT, files: readdirSync('/tmp') }
}
