// Reads a secret through middy's middleware, which caches it in module scope.

import middy from '@middy/core'
import secretsManager from '@middy/secrets-manager'

interface Context {
  readonly db?: string
}

const inner = middy().use(secretsManager({ fetchData: { db: 'db' }, setToContext: true, cacheExpiry: 300_000 }))

export const handler: (event: unknown, context: Context) => Promise<string | undefined> = inner.handler(
  async (_event: unknown, context: unknown) => (context as Context).db,
) as never
