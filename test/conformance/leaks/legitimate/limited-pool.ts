// No leak: workers take from one queue, never more than two at a time, and all of them are awaited.

import { setTimeout as pause } from 'node:timers/promises'

export async function handler(): Promise<number[]> {
  const queue = Array.from({ length: 10 }, (_, index) => index)
  const done: number[] = []
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await pause(10 + next)
      done.push(next)
    }
  }
  await Promise.all([worker(), worker()])
  return done.toSorted((a, b) => a - b)
}
