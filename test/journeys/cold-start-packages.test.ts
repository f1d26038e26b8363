// Packages over cold starts: some are evaluated anew in each environment, the others are named as shared.

import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { withLambda } from 'vitest-lambda'
import { beforeEach, describe, expect, test } from 'vitest'

const secrets = mockClient(SecretsManagerClient)

beforeEach(() => {
  secrets.reset()
  secrets.on(GetSecretValueCommand, { SecretId: 'db' }).resolves({ SecretString: 'swordfish' })
})

const asked = (): number => secrets.commandCalls(GetSecretValueCommand).length

describe.each([
  [
    "Powertools' getSecret('db', { maxAge: 300 })",
    withLambda(() => import('./functions/cold-start/powertools-secret.js')),
  ],
  [
    "middy's secretsManager({ cacheExpiry: 300_000 })",
    withLambda(() => import('./functions/cold-start/middy-secret.js')),
  ],
])('%s', (_, lambda) => {
  // Twice, in random order: the second one finds the caches of the first if they survive.
  test.each(['one test', 'another test'])(
    'asks once cold, not warm, again after 6 minutes, again when recycled, in %s',
    async () => {
      const counts: number[] = []
      const invoke = async (): Promise<void> => {
        expect(await lambda.invoke({})).toReturn('swordfish')
        counts.push(asked())
      }
      await invoke()
      await invoke()
      await lambda.idle('6m')
      await invoke()
      await invoke()
      await lambda.recycle()
      await invoke()
      expect(counts).toEqual([1, 1, 2, 2, 3])
    },
  )

  test('asks in each of two environments at once', async () => {
    const results = await Promise.all([lambda.invoke({}), lambda.invoke({})])
    expect(results.map(({ payload }) => payload)).toEqual(['swordfish', 'swordfish'])
    expect(asked()).toBe(2)
  })
})

describe('record.sharedModules', () => {
  test('names packages that were evaluated before the environment asked, and no builtins and test tools', async () => {
    const lambda = withLambda(() => import('./functions/cold-start/package-state.js'))
    const first = await lambda.invoke()
    const warm = await lambda.invoke()
    await lambda.recycle()
    const second = await lambda.invoke()
    expect(first).toReturn(['function', 'function', 'function', 'function'])
    expect([first, warm, second].map(({ record }) => record.sharedModules.toSorted())).toEqual([
      [],
      [],
      ['@aws-sdk/client-s3', 'fast-check'],
    ])
  })

  test('is empty for a function whose packages are all evaluated anew, but for the SDK that its test mocks', async () => {
    const lambda = withLambda(() => import('./functions/cold-start/middy-secret.js'))
    await lambda.invoke({})
    await lambda.recycle()
    expect((await lambda.invoke({})).record.sharedModules).toEqual(['@aws-sdk/client-secrets-manager'])
  })
})
