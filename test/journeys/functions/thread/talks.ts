// Writes in every way there is.

import { setTimeout as sleep } from 'node:timers/promises'

const ways: Record<string, () => unknown> = {
  words: () => console.log('order', 1, true, null, undefined),
  objects: () => console.warn('order', { id: 1 }, new Map([['a', 1]])),
  levels: () => {
    console.info('informed')
    console.error('failed')
    console.debug('looked')
  },
  stream: async () => {
    process.stdout.write('begun, ')
    await sleep(100)
    process.stdout.write('ended\n')
    process.stderr.write('and the rest')
  },
  lastWords: () => {
    for (let line = 0; line < 200; line++) console.log('line', line)
    for (;;);
  },
  block: () => {
    console.log('blocks')
    // Longer than its timeout, and it would be killed for that.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)
    return 'went on'
  },
}

export const handler = async ({ way }: { readonly way: string }): Promise<unknown> => {
  const answer = await ways[way]?.()
  return answer
}
