// Reads an order from DynamoDB with AWS's SDK.

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'

const client = new DynamoDBClient({ endpoint: process.env['URL'] ?? '' })

export const handler = async (): Promise<unknown> => {
  const { Item } = await client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } } }))
  return Item ?? null
}
