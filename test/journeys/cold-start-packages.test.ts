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
  ['powertools', withLambda(() => import('./functions/cold-start/powertools-secret.js'))],
  ['middy', withLambda(() => import('./functions/cold-start/middy-secret.js'))],
])('%s', (_name, lambda) => {
  test.each([1, 2])('x %i', async () => {
    const r = await lambda.invoke({})
    console.log(r.payload, r.record.sharedModules)
    expect(r).toReturn('swordfish')
    expect(asked()).toBe(1)
    await lambda.invoke({})
    expect(asked()).toBe(1)
    await lambda.idle('6m')
    expect(await lambda.invoke({})).toReturn('swordfish')
    expect(asked()).toBe(2)
    await lambda.recycle()
    await lambda.invoke({})
    expect(asked()).toBe(3)
  })
})
