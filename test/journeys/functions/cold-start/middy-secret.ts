// Reads a secret through middy's middleware, which caches it in module scope.

import middy from '@middy/core'
import secretsManager from '@middy/secrets-manager'

export const handler = middy(async (_event: unknown, context: { readonly db: string }) => context.db).use(
  secretsManager({ fetchData: { db: 'db' }, setToContext: true, cacheExpiry: 300_000 }),
)
