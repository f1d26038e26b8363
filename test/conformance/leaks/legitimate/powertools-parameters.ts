// No leak: Powertools' parameters caches a secret, asked for over a real connection.

import { getSecret } from '@aws-lambda-powertools/parameters/secrets'

export async function handler(): Promise<unknown> {
  const [secret, again] = await Promise.all([getSecret('db', { maxAge: 60 }), getSecret('db', { transform: 'json' })])
  return [secret, again]
}
