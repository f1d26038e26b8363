// Asks a service of AWS by its SDK, of which a bundle may have a copy.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 }))

export const handler = async ({ id }: { readonly id: string }): Promise<unknown> => {
  const { Item } = await documents.send(new GetCommand({ TableName: 'orders', Key: { id } })) // asks
  return Item
}
