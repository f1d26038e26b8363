// Reads a secret through Powertools, which caches it in module scope.

import { getSecret } from '@aws-lambda-powertools/parameters/secrets'

export const handler = async (): Promise<string | undefined> => (await getSecret('db', { maxAge: 300 }))?.toString()
