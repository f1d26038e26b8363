// What a function that hangs on a server was waiting for: the request and the line that made it, or that connected.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counting, type CountingServer } from '../servers/counting.js'
import type { ways } from './functions/connections/hung.js'
import { failure } from '../matchers/result.js'

const FILE = 'test/journeys/functions/connections/hung.ts'

let silent: CountingServer
beforeAll(async () => {
  silent = await counting(createServer(() => undefined))
})
afterAll(() => silent.close())

/** The line that has this mark. */
function lineOf(mark: string): number {
  const path = fileURLToPath(new URL('functions/connections/hung.ts', import.meta.url))
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.findIndex((line) => line.endsWith(`// here: ${mark}`)) + 1
}

describe.each(['in-process', 'thread'] as const)('a function that hangs, %s,', (isolation) => {
  test.for<[way: keyof typeof ways, what: string]>([
    ['fetch', 'fetch http://127.0.0.1:<port>/'],
    ['later', 'fetch http://127.0.0.1:<port>/'],
    ['get', 'GET http://127.0.0.1:<port>/'],
    ['socket', '1 socket to 127.0.0.1:<port> waiting for an answer'],
    ['sdk', 'POST http://127.0.0.1:<port>/'],
    ['pg', '1 socket to 127.0.0.1:<port> waiting for an answer'],
    ['pool', '1 socket to 127.0.0.1:<port> waiting for an answer'],
    ['redis', '1 socket to 127.0.0.1:<port> waiting for an answer'],
  ])('is told the line of its request, and nothing of what a client does about it: %s', async ([way, what]) => {
    const load = (): Promise<unknown> => import('./functions/connections/hung.js')
    const environment = { URL: `http://127.0.0.1:${silent.port}/` }
    const lambda = withLambda(load, { isolation, environment, console: 'silent' })
    const result = await lambda.invoke({ way }, { remainingTimeInMillis: 500 })
    const request = what.replace('<port>', String(silent.port))
    const place = new RegExp(`^ \\(${FILE}:${lineOf(way)}:\\d+\\)$`)
    expect(result.record.waitingFor?.map((each) => each.replace(request, ''))).toEqual([expect.stringMatching(place)])
    const { message } = failure(() => expect(result).toReturn())
    expect(message).toContain(`timed out, waiting for ${request} (${FILE}:${lineOf(way)}:`)
  })
})
