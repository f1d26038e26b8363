// A function whose requests fail, take too long, or go on after their answer, beside others.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from 'aws-lambda'

interface Task {
  readonly how?: 'reject' | 'exit' | 'kill' | 'throw' | 'never' | 'reject later' | 'beat'
  readonly ms?: number
}

let finished = 0

/** How many have finished in this environment. */
export async function handler({ how, ms = 10 }: Task, context: Context): Promise<number> {
  if (how === 'reject') void Promise.reject(new TypeError('nobody caught it'))
  if (how === 'reject later') setTimeout(() => void Promise.reject(new TypeError('nobody caught it')), 500)
  if (how === 'exit') process.exit(3)
  if (how === 'kill') process.kill(process.pid, 'SIGKILL')
  if (how === 'throw') throw new RangeError('refused')
  if (how === 'never') await new Promise(() => {})
  if (how === 'beat') setInterval(() => finished++, 1000)
  await sleep(ms)
  if (context.getRemainingTimeInMillis() <= 0) console.warn('late', context.getRemainingTimeInMillis())
  return how === 'beat' ? finished : ++finished
}

/** Never lets anything else run. */
export async function spin(): Promise<never> {
  for (;;) Date.now()
}

/** Works as long as there is time, and then tidies up. */
export async function fill(_event: unknown, context: Context): Promise<string> {
  while (context.getRemainingTimeInMillis() > 0) finished++
  console.log('out of time')
  return 'nobody hears this'
}
