// A bundle with its packages: they are no code of the user's, and mocks of them do not reach it.

import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { failure } from '../matchers/result.js'
import { lineAt } from '../sandbox/in-process/leaks/lines.js'
import { redisServer } from '../servers/redis.js'
import { bundler } from './bundles.js'
import { SANDBOXES } from './twins.js'

const bundle = bundler()
const documents = mockClient(DynamoDBDocumentClient)
let whole = ''
let without = ''
let cache = ''

beforeAll(async () => {
  const common = { extension: '.js', type: 'commonjs', minify: true, sourcemap: true } as const
  whole = await bundle('whole', 'documents', common)
  cache = await bundle('cache', 'cache', common)
  without = await bundle('without', 'documents', { ...common, external: /^@aws-sdk\// })
})

beforeEach(
  () =>
    void documents
      .reset()
      .on(GetCommand)
      .resolves({ Item: { id: '1' } }),
)
afterAll(() => documents.restore())

describe.each(SANDBOXES)('%s: the packages in a bundle', (isolation) => {
  test('are not the user’s code: a connection is told by the line that asked for it', async () => {
    const orders = withLambda(`${whole}.handler`, { console: 'silent', ...(isolation && { isolation }) })
    const { record, error } = await orders.invoke({ id: '1' })
    expect(error?.errorMessage).toMatch(/blocked, because a function under test/)
    const [blocked] = record.connections.blocked
    expect(lineAt(blocked?.at ?? '')).toContain('// asks')
    expect(blocked?.bundled).toEqual({ package: '@aws-sdk/core', file: `${whole}.js` })
  })

  test('look after their connections: the timer that a driver keeps is no leak', async () => {
    const server = await redisServer()
    onTestFinished(server.close)
    const environment = { CACHE_PORT: String(server.port) }
    const lookup = withLambda(`${cache}.handler`, { environment, console: 'silent', ...(isolation && { isolation }) })
    for (const _ of [1, 2, 3]) expect(await lookup.invoke({ id: '1' })).not.toLeak()
  })
})

test('a mock of a package does not reach the copy in a bundle, and the blocked connection says so', async () => {
  const result = await withLambda(`${whole}.handler`, { console: 'silent' }).invoke({ id: '1' })
  expect(documents.commandCalls(GetCommand)).toEqual([])
  const { message } = failure(() => expect(result).toReturn({ id: '1' }))
  expect(message.split('\n').at(-1)?.replace(whole, '<bundle>')).toMatchInlineSnapshot(
    `"  <bundle>.js carries its own copy of @aws-sdk/core, which mocks of packages do not reach: bundle it with external: ['@aws-sdk/*'], mock the network (msw, nock; in a thread by its setup), or pass a server as environment: { AWS_ENDPOINT_URL }"`,
  )
})

test('a bundle that leaves its packages out is reached by mocks of them', async () => {
  expect(await withLambda(`${without}.handler`).invoke({ id: '1' })).toReturn({ id: '1' })
})
