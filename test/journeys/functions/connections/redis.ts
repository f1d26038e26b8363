// Counts in Redis.

import { Redis } from 'ioredis'

const redis = new Redis(String(process.env['REDIS_URL']))
redis.on('error', () => {})

export const handler = async (): Promise<number> => redis.incr('invocations')
