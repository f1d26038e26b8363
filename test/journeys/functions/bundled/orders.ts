// Is bundled before it is run: what it does is told by places in this file.

import { read } from './table.js'

interface Order {
  readonly way: 'fail' | 'wait' | 'leave'
}

export const handler = async ({ way }: Order): Promise<string> => {
  if (way === 'wait') await new Promise((resolve) => setTimeout(resolve, 60_000)) // waits
  if (way === 'leave') setTimeout(() => console.log('too late'), 5_000) // leaves
  if (way === 'fail') {
    try {
      read(undefined)
    } catch (cause) {
      throw new Error('no order', { cause }) // fails
    }
  }
  return 'done'
}
