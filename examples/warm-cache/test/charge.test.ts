import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { invoke, withLambda } from 'vitest-lambda'
import { beforeEach, expect, test } from 'vitest'

const secrets = mockClient(SecretsManagerClient)
const charge = withLambda(() => import('../src/charge.js'))

beforeEach(() => {
  secrets.reset()
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'key-1' })
})

// #region cache
test('a cold start asks for the secret, a warm invocation does not', async () => {
  expect(await invoke(charge, { amount: 10 })).toBeColdStart()
  expect(await invoke(charge, { amount: 20 })).toBeWarmStart()
  expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(1)
})

test('the secret is asked for again when it is older than five minutes', async () => {
  await invoke(charge, { amount: 10 })
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'key-2' })

  await charge.idle('4m')
  expect(await invoke(charge, { amount: 20 })).toReturn({ charged: 20, with: 'key-1' })

  await charge.idle('6m')
  const late = await invoke(charge, { amount: 30 })
  expect(late).toBeWarmStart()
  expect(late).toReturn({ charged: 30, with: 'key-2' })
})

test('a new environment knows nothing of the secret', async () => {
  await invoke(charge, { amount: 10 })
  await charge.recycle()

  expect(await invoke(charge, { amount: 20 })).toBeColdStart()
  expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(2)
})
// #endregion cache

test('after a quarter of an hour without invocations the environment is gone', async () => {
  await invoke(charge, { amount: 10 })
  await charge.idle('16m')

  expect(await invoke(charge, { amount: 20 })).toBeColdStart()
})

test('invocations at the same time have environments of their own, and each asks', async () => {
  const results = await Promise.all([invoke(charge, { amount: 10 }), invoke(charge, { amount: 20 })])

  for (const result of results) expect(result).toBeColdStart()
  expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(2)
})
