// An async callback in forEach, which waits for none of them.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Order } from './parts/order.js'

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}))

export async function handler(order: Order): Promise<{ saved: number }> {
  // prettier-ignore
  order.items.forEach(async (item) => { // leak: promise
    await db.send(new PutCommand({ TableName: 'items', Item: { id: item } }))
    await db.send(new PutCommand({ TableName: 'log', Item: { id: item } }))
  })
  return { saved: order.items.length }
}
