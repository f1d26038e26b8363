// Everything outside of the handlers: the servers that they talk to, and the variables that tell them where.

import { httpServer } from './support/http-server.js'
import { lineServer } from './support/line-server.js'
import type { Listening } from './support/listening.js'
import { postgresBinaries, postgresServer } from './support/postgres.js'
import { redisServer } from '../../servers/redis.js'

/** The running servers. */
export interface World {
  /** Variables of a handler's environment; its AWS endpoint answers late in the leaky half. */
  readonly variables: (half: 'leaky' | 'legitimate') => Readonly<Record<string, string>>
  /** Why there is no PostgreSQL; undefined where there is one. */
  readonly withoutPostgres: string | undefined
  readonly close: () => Promise<void>
}

/** Starts all of them at once. */
export async function openWorld(): Promise<World> {
  const binaries = postgresBinaries()
  const started = await Promise.all([httpServer(), lineServer(), redisServer()])
  const postgres = binaries === undefined ? undefined : await postgresServer(binaries)
  const [http, lines, redis] = started
  const api = `http://127.0.0.1:${http.port}`
  const open: readonly Listening[] = postgres ? [...started, postgres] : started
  return {
    variables: (half) => ({
      API_URL: api,
      AWS_ENDPOINT_URL: `${api}/${half === 'leaky' ? 'aws-late' : 'aws'}`,
      QUEUE_URL: `${api}/${half === 'leaky' ? 'aws-late' : 'aws'}/123456789012/orders`,
      LINE_PORT: String(lines.port),
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      DATABASE_URL: postgres ? `postgres://app@127.0.0.1:${postgres.port}/postgres` : '',
    }),
    withoutPostgres: postgres
      ? undefined
      : 'PostgreSQL is not installed: neither initdb on PATH nor in /usr/lib/postgresql',
    close: async () => {
      await Promise.all(open.map((server) => server.close()))
    },
  }
}
