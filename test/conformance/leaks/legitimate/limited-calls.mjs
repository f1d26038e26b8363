// No leak: a package runs jobs two at a time with a loop of its own, and the handler awaits what it gave for each.

import { limit } from 'little-limit'

const twoAtATime = limit(2)
const store = async (item) => item.length

export const handler = async (order) => {
  const lengths = await Promise.all(order.items.map((item) => twoAtATime(() => store(item))))
  return lengths.reduce((sum, one) => sum + one, 0)
}
