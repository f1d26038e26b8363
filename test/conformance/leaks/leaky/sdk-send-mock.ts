// A command of an SDK client that is not awaited and that aws-sdk-client-mock has answered before the handler answers.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Order } from './parts/order.js'

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}))

export async function handler({ id }: Order): Promise<boolean> {
  const { Item: known } = await db.send(new GetCommand({ TableName: 'orders', Key: { id } }))
  db.send(new PutCommand({ TableName: 'orders', Item: { id } })) // leak: promise
  return known !== undefined
}
