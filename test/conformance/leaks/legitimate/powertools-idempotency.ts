// No leak: Powertools' idempotency with its DynamoDB persistence, as function wrapper, awaits all of its writes.

import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import type { Context } from 'aws-lambda'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const persistenceStore = new DynamoDBPersistenceLayer({ tableName: 'idempotency' })
const config = new IdempotencyConfig({ eventKeyJmesPath: 'id' })

async function pay(order: Order): Promise<{ paid: string }> {
  await orders.put(order)
  return { paid: order.id }
}

export const handler: (order: Order, context: Context) => Promise<{ paid: string }> = async (order, context) => {
  config.registerLambdaContext(context)
  return makeIdempotent(pay, { persistenceStore, config })(order)
}
