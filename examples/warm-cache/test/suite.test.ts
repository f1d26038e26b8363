import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { invoke, withLambda } from 'vitest-lambda'
import { beforeAll, describe, expect, test } from 'vitest'

const secrets = mockClient(SecretsManagerClient)

// #region suite
describe('a function that was warmed up', () => {
  const charge = withLambda(() => import('../src/charge.js'), { lifetime: 'suite' })

  beforeAll(async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: 'key-1' })
    await invoke(charge, { amount: 0 })
  })

  test.for([10, 20])('charges %d without asking for the secret', async (amount) => {
    const result = await invoke(charge, { amount })

    expect(result).toBeWarmStart()
    expect(result).toReturn({ charged: amount, with: 'key-1' })
    expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(1)
  })
})
// #endregion suite
