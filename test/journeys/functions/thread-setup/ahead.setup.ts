// Is told what to answer before anything asks; takes its time, and says so.

import { setTimeout } from 'node:timers/promises'
import type { SetupContext } from 'vitest-lambda'

let answers = ['the default']
let calls = 0
console.log('sets up')

async function load(): Promise<string | undefined> {
  const answer = answers[Math.min(calls++, answers.length - 1)]
  if (answer === 'nothing') throw new RangeError('there is no answer')
  return answer
}

export default async ({ mock }: SetupContext): Promise<void> => {
  mock('./remote.js', () => ({ load }))
  await setTimeout(100)
}

export const answer = (...next: string[]): void => void (answers = next)
export const asked = (): number => calls
export const slowly = async (next: string): Promise<void> => {
  await setTimeout(20)
  answers = [next]
}
export const exit = (): never => process.exit(7)
