import { Redis } from 'ioredis'

/** Answers by what a cache has, and hangs up. */
export const handler = async ({ id }: { readonly id: string }): Promise<string | null> => {
  const redis = new Redis(Number(process.env['CACHE_PORT']))
  const found = await redis.get(id)
  redis.disconnect()
  return found
}
