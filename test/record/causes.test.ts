import { describe, expect, test } from 'vitest'
import { causes } from '../../src/record/causes.js'
import type { Connection } from '../../src/record/connection.js'
import type { InvocationRecord } from '../../src/record/record.js'
import { record } from '../matchers/result.js'

const api: Connection = { target: 'api.example.com:443', at: 'src/track.ts:14:9' }

function blocking(...blocked: readonly Connection[]): InvocationRecord {
  return record({ connections: { opened: [], reused: [], stale: [], blocked } })
}

test('most invocations have none', () => {
  expect(causes(record())).toEqual([])
  expect(causes(record(), { errorType: 'Error', errorMessage: 'boom' })).toEqual([])
})

test('a process that was killed for its memory is told by that, and any other killed one is not', () => {
  const errorMessage = 'RequestId: 1 Error: Runtime exited with error: signal: killed'
  expect(causes(record(), { errorType: 'Runtime.OutOfMemory', errorMessage })).toEqual([
    'it needed more than its memorySize of 128 MB: give it more, or look for what it keeps',
  ])
  expect(causes(record(), { errorType: 'Runtime.ExitError', errorMessage })).toEqual([])
})

test('a handler that calls back is told which runtime takes it, and what all take', () => {
  const errorType = 'Runtime.CallbackHandlerDeprecated'
  const removed =
    'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. …'
  expect(causes(record(), { errorType, errorMessage: removed })).toEqual([
    "the handler has three parameters, and nodejs24.x calls no callback: withLambda(…, { runtime: 'nodejs22.x' }) if it is deployed there, or make it async, with the parameters event and context",
  ])
  const managed =
    'ERROR: AWS Lambda does not support callback-based function handlers when using Node.js 22 with Managed …'
  expect(causes(record(), { errorType, errorMessage: managed })).toEqual([
    'the handler has three parameters, and Managed Instances call no callback: make it async, with the parameters event and context',
  ])
})

describe('a blocked connection', () => {
  test('is told with what to do, each target once', () => {
    expect(causes(blocking(api, api))).toEqual([
      "api.example.com:443 was blocked: a function under test reaches nothing but this machine; mock the client (vi.mock, msw, aws-sdk-client-mock; in a thread by its setup), or pass network: 'open' to reach it",
    ])
    expect(causes(blocking(api, { target: 'db.example.com:5432' }))).toEqual([
      "api.example.com:443, db.example.com:5432 were blocked: a function under test reaches nothing but this machine; mock the client (vi.mock, msw, aws-sdk-client-mock; in a thread by its setup), or pass network: 'open' to reach them",
    ])
  })

  test('is told where the error is that of a client, and not where it says all of that itself', () => {
    const error = { errorType: 'TypeError', errorMessage: 'fetch failed' }
    expect(causes(blocking(api), error)).toHaveLength(1)
    const own = 'connect ENETUNREACH api.example.com:443: blocked, because a function under test reaches nothing but …'
    expect(causes(blocking(api), { errorType: 'Error', errorMessage: own })).toEqual([])
  })
})

describe('a copy of a package that a bundle carries', () => {
  const bundled = (name: string): Connection => ({ ...api, bundled: { package: name, file: 'dist/track.js' } })
  const own = { errorType: 'Error', errorMessage: 'connect ENETUNREACH api.example.com:443: blocked, because …' }

  test('is told once, also where the error says that the connection was blocked, since mocks are in vain', () => {
    const copied = bundled('@aws-sdk/core')
    expect(causes(blocking(copied, copied), own)).toEqual([
      "dist/track.js carries its own copy of @aws-sdk/core, which mocks of packages do not reach: bundle it with external: ['@aws-sdk/*'], mock the network (msw, nock; in a thread by its setup), or pass a server as environment: { AWS_ENDPOINT_URL }",
    ])
    expect(causes(blocking(copied))).toEqual([
      expect.stringContaining('was blocked'),
      expect.stringContaining('carries its own copy'),
    ])
  })

  test('need not be one of the AWS SDK', () => {
    expect(causes(blocking(bundled('pg')), own)).toEqual([
      "dist/track.js carries its own copy of pg, which mocks of packages do not reach: bundle it with packages: 'external' (esbuild), mock the network (msw, nock; in a thread by its setup), or point it at a server on localhost",
    ])
  })
})

test('a missing variable and a guide to the code come before it', () => {
  const given = { ...blocking(api), missingEnv: ['TABLE'], guide: "did you mean 'handler'?" }
  expect(causes(given)).toEqual([
    "did you mean 'handler'?",
    "TABLE is undefined inside; the test process has it: pass environment: { TABLE } or inheritEnv: ['TABLE']",
    expect.stringContaining('was blocked'),
  ])
})

test('a guide of several lines stays that, without ids', () => {
  const { requestId } = record()
  const guide = `caused by Error: ${requestId} is unknown\n  caused by Error: boom`
  expect(causes(record({ guide }))).toEqual(['caused by Error: <request id> is unknown', '  caused by Error: boom'])
})
