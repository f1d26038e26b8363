// Pays each order once, guarded by Powertools' idempotency; a payment may take too long.

import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from 'aws-lambda'

const config = new IdempotencyConfig({ eventKeyJmesPath: 'id' })
const persistenceStore = new DynamoDBPersistenceLayer({ tableName: 'payments' })

const pay = makeIdempotent(
  async ({ id, takesMs }: { id: string; takesMs: number }) => {
    await sleep(takesMs)
    return `${id} paid`
  },
  { config, persistenceStore },
)

export const handler = async (order: { id: string; takesMs: number }, context: Context): Promise<string> => {
  config.registerLambdaContext(context)
  return pay(order)
}
