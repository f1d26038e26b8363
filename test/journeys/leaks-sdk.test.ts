// A client of the AWS SDK that is made within the handler reads its configuration: that is no leak, a call that is left is.

import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { type Lambda, withLambda } from 'vitest-lambda'
import { afterEach, describe, expect, test } from 'vitest'
import { counting, type CountingServer } from '../servers/counting.js'

const lines = readFileSync('test/journeys/functions/leaks/sdk.ts', 'utf8').split('\n')
let server: CountingServer

afterEach(() => server.close())

const answers: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}')
}

let configs = 0

/** A file of its own for each function: the SDK reads one only once. */
async function sdk(isolation: 'in-process' | 'thread', answer: RequestListener): Promise<Lambda<{ way: string }>> {
  server = await counting(createServer(answer))
  const environment = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${server.port}`,
    AWS_CONFIG_FILE: `/var/task/config-${isolation}-${++configs}`,
    AWS_SHARED_CREDENTIALS_FILE: `/var/task/credentials-${isolation}-${configs}`,
  }
  return withLambda(() => import('./functions/leaks/sdk.js'), { isolation, environment, console: 'silent' })
}

/** The mark of a line of the function: what its comment says. */
function markOf(place = 'nowhere'): string {
  const [, line] = /^test\/journeys\/functions\/leaks\/sdk\.ts:(\d+):\d+$/.exec(place) ?? []
  return /\/\/ (.*)$/.exec(lines[Number(line) - 1] ?? '')?.[1] ?? place
}

describe.each(['in-process', 'thread'] as const)('an SDK client that is made within the handler, %s,', (isolation) => {
  test.for(['made', 'awaited'])('leaves nothing behind, cold and warm: %s', async (way) => {
    const lambda = await sdk(isolation, answers)
    for (const _ of [1, 2, 3]) {
      const { record } = await lambda.invoke({ way })
      expect([record.leaks, record.resumed]).toEqual([[], []])
    }
  })

  test('is told by the calls that nobody awaits, and by nothing else of what it does', async () => {
    const lambda = await sdk(isolation, () => undefined)
    for (const _ of [1, 2, 3]) {
      const { record } = await lambda.invoke({ way: 'forgotten' })
      expect(record.leaks?.map(({ at }) => markOf(at)).toSorted()).toEqual(['sent to DynamoDB', 'sent to SQS'])
      expect(record.leaks?.map(({ kind }) => kind)).not.toContain('file')
      expect(record.resumed?.map(({ kind }) => kind)).not.toContain('file')
    }
  })

  test('is told by the call in it also where that is awaited by one that is not', async () => {
    const lambda = await sdk(isolation, () => undefined)
    for (const _ of [1, 2, 3]) {
      const { record } = await lambda.invoke({ way: 'within' })
      expect(record.leaks?.map(({ at, via }) => [markOf(at), markOf(via)])).toEqual([['saved', 'called']])
      expect(record.leaks?.map(({ kind }) => kind)).not.toContain('file')
    }
  })
})
