// No leak: two thousand promises, more than are followed, are all awaited.

import { orders } from './parts/orders.js'

const save = async (n: number): Promise<number> => {
  await orders.log(String(n))
  return n
}

export async function handler(): Promise<number> {
  let sum = 0
  for (let chunk = 0; chunk < 20; chunk++) {
    const saved = await Promise.all(Array.from({ length: 100 }, (_, n) => save(chunk * 100 + n)))
    sum += saved.length
  }
  return sum
}
