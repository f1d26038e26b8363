// No leak: a command of an SDK client is aborted by its own signal before the fallback is answered.

import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

const secrets = new SecretsManagerClient({ maxAttempts: 1, endpoint: `${process.env['API_URL']}/aws-late` })

export async function handler(): Promise<string> {
  try {
    const command = new GetSecretValueCommand({ SecretId: 'db' })
    await secrets.send(command, { abortSignal: AbortSignal.timeout(30) })
    return 'answered'
  } catch (error) {
    return (error as Error).name
  }
}
