// Writes in every way there is.

import { setTimeout as sleep } from 'node:timers/promises'

class Order {
  readonly id = 1
  readonly #secret = 2
  get isSecret(): boolean {
    return this.#secret > 1
  }
}

class OrderError extends Error {
  override readonly name = 'OrderError'
  readonly order = { id: 1 }
}

const lazy = {
  get customer(): never {
    throw new Error('somebody looked')
  },
}

const refused = Object.setPrototypeOf(new WeakMap(), Object.prototype) as object

const ways: Record<string, () => unknown> = {
  words: () => console.log('order', 1, true, null, undefined),
  objects: () => console.warn('order', { id: 1, items: ['a'] }, new Map([['a', 1]]), new Date(0)),
  errors: () => {
    const cause = Object.assign(new TypeError('refused'), { code: 'ECONNREFUSED' })
    console.error('failed', new OrderError('too late', { cause }), { error: cause })
  },
  instances: () => console.log('order', new Order(), { first: new Order() }, { id: 1 }),
  others: () => console.log(Symbol('s'), Buffer.from('ab'), lazy, function named() {}),
  manyValues: () =>
    console.log(
      'all',
      Array.from({ length: 20_000 }, (_, id) => ({ id })),
    ),
  refused: () => console.log('query', refused, { id: 1 }),
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
