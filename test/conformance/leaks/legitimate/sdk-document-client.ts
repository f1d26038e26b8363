// No leak: a document client writes and reads every page, over a real connection.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, paginateQuery, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Order } from './parts/order.js'

const db = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 2 }))

export async function handler(order: Order): Promise<number> {
  await Promise.all(order.items.map((id) => db.send(new PutCommand({ TableName: 'items', Item: { id } }))))
  const query = { TableName: 'items', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': 'x' } }
  let found = 0
  for await (const { Items = [] } of paginateQuery({ client: db }, query)) found += Items.length
  return found
}
