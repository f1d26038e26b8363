// A helper without await around a command of an SDK client that aws-sdk-client-mock answers at once.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Order } from './parts/order.js'

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}))

async function audit(order: Order): Promise<void> {
  await db.send(new PutCommand({ TableName: 'audit', Item: { id: order.id } }))
  console.log('audited')
}

export async function handler({ id, items }: Order): Promise<{ known: boolean }> {
  const { Item: known } = await db.send(new GetCommand({ TableName: 'orders', Key: { id } }))
  audit({ id, items }) // leak: promise
  return { known: known !== undefined }
}
