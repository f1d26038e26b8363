// Runs code as the code of an environment, with the connections effect installed.

import { AsyncLocalStorage } from 'node:async_hooks'
import { ConnectionBook } from '../../../src/effects/connections/connection-book.js'
import { connectionsEffect } from '../../../src/effects/connections/connections-effect.js'
import { FetchPools } from '../../../src/effects/connections/fetch-pools.js'
import { httpAgentsEffect } from '../../../src/effects/connections/http-agents.js'
import type { Connections } from '../../../src/record/connection.js'

export interface Environment extends Disposable {
  readonly book: ConnectionBook
  readonly pools: FetchPools
  /** Runs `code` inside the environment, or inside another one. */
  run<Result>(code: () => Result, book?: ConnectionBook): Result
  take(): Connections
}

export function environment(): Environment {
  const storage = new AsyncLocalStorage<ConnectionBook>()
  const [book, pools] = [new ConnectionBook(), new FetchPools()]
  const current = (): ConnectionBook | undefined => storage.getStore()
  const undos = [connectionsEffect, pools, httpAgentsEffect].map((effect) => effect.install(current))
  return {
    book,
    pools,
    run: (code, other = book) => storage.run(other, code),
    take: () => book.take(() => ({ at: 'src/client.ts:1:1' })),
    [Symbol.dispose]: () => {
      for (const undo of undos.toReversed()) undo()
    },
  }
}
