// What clients leave behind that connect at once: each connection is told with the line of its own client.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counting, type CountingServer } from '../servers/counting.js'

const FILE = 'test/journeys/functions/leaks/clients.ts'
const lines = readFileSync(FILE, 'utf8').split('\n')

let silent: readonly CountingServer[]

beforeAll(async () => {
  silent = [await counting(createServer()), await counting(createServer())]
})

afterAll(async () => {
  for (const server of silent) await server.close()
})

/** The mark of a line of the function: what its comment says. */
function markOf(place = 'nowhere'): string {
  const [, line] = /^test\/journeys\/functions\/leaks\/clients\.ts:(\d+):\d+$/.exec(place) ?? []
  return /\/\/ (.*)$/.exec(lines[Number(line) - 1] ?? '')?.[1] ?? place
}

describe.each(['in-process', 'thread'] as const)('two clients that connect in one tick, %s,', (isolation) => {
  test.for([
    ['fetch', 0],
    ['get', 0],
    ['socket', 0],
    ['pg', 0],
    ['redis', 0],
    ['both', 0],
    ['pg', 30],
    ['redis', 30],
    ['both', 30],
  ] as const)('are told apart, cold and warm: %s, answered after %i ms [FRZ-10]', async ([way, waitMs]) => {
    const [first = 0, second = 0] = silent.map(({ port }) => port)
    const environment = { FIRST: `${first}`, SECOND: `${second}` }
    const load = (): Promise<unknown> => import('./functions/leaks/clients.js')
    const lambda = withLambda(load, { isolation, environment, console: 'silent' })
    for (const _ of [1, 2, 3]) {
      const { record } = await lambda.invoke({ way, waitMs })
      const told = record.leaks?.map(({ what, at }) => `${/\d{4,}/.exec(what)?.[0]} at ${markOf(at)}`)
      expect(told?.toSorted()).toEqual([`${first} at ${way}: first`, `${second} at ${way}: second`].toSorted())
    }
  })
})
