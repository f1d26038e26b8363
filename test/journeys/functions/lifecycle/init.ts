// Does at module level whatever its configuration says, and counts how often it was evaluated in /tmp.

import { appendFileSync, existsSync, readFileSync } from 'node:fs'

const FILE = '/tmp/evaluations'
appendFileSync(FILE, '+')
const evaluations = readFileSync(FILE, 'utf8').length
console.log('evaluating')

/** What the module does, once or at every evaluation. */
const { DOES, ONCE } = process.env

if (DOES !== undefined && (ONCE === undefined || evaluations === 1)) await act(DOES)

async function act(what: string): Promise<void> {
  const [name, argument = ''] = what.split(' ')
  switch (name) {
    case 'throw':
      throw new TypeError('no table')
    case 'throw-text':
      throw 'no table'
    case 'syntax':
      JSON.parse('{')
      break
    case 'exit':
      process.exit(Number(argument))
      break
    case 'kill':
      process.kill(process.pid, 'SIGKILL')
      break
    case 'float':
      void Promise.reject(new RangeError('floating'))
      break
    case 'timer':
      setTimeout(() => {
        throw new RangeError('in a timer')
      })
      await new Promise((resolve) => setTimeout(resolve, 100))
      break
    case 'sleep':
      await new Promise((resolve) => setTimeout(resolve, Number(argument)))
      break
    case 'never':
      await new Promise(() => {})
      break
    case 'interval':
      setInterval(() => console.log('tick'), Number(argument))
      break
    case 'reject':
      await Promise.reject(new TypeError('rejected'))
      break
    default:
      throw new Error(`init.ts cannot '${what}'`)
  }
}

export const handler = async (event: { sleepMs?: number }): Promise<{ evaluations: number; tmp: boolean }> => {
  if (event.sleepMs !== undefined) await new Promise((resolve) => setTimeout(resolve, event.sleepMs))
  return { evaluations, tmp: existsSync(FILE) }
}
