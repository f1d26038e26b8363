// A bundle with its packages: they are no code of the user's, and mocks of them do not reach it.

import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lineAt } from '../sandbox/in-process/leaks/lines.js'
import { bundler } from './bundles.js'
import { SANDBOXES } from './twins.js'

const bundle = bundler()
const documents = mockClient(DynamoDBDocumentClient)
let whole = ''
let without = ''

beforeAll(async () => {
  const common = { extension: '.js', type: 'commonjs', minify: true, sourcemap: true } as const
  whole = await bundle('whole', 'documents', common)
  without = await bundle('without', 'documents', { ...common, external: /^@aws-sdk\// })
  documents.on(GetCommand).resolves({ Item: { id: '1' } })
})

afterAll(() => documents.restore())

describe.each(SANDBOXES)('%s: the packages in a bundle', (isolation) => {
  test('are not the user’s code: a connection is told by the line that asked for it', async () => {
    const orders = withLambda(`${whole}.handler`, { console: 'silent', ...(isolation && { isolation }) })
    const { record, error } = await orders.invoke({ id: '1' })
    expect(error?.errorMessage).toMatch(/blocked, because a function under test/)
    expect(record.connections.blocked.map(({ at = '' }) => lineAt(at))).toEqual([expect.stringContaining('// asks')])
  })
})

test('a bundle that leaves its packages out is reached by mocks of them', async () => {
  expect(await withLambda(`${without}.handler`).invoke({ id: '1' })).toReturn({ id: '1' })
})
