// Reads an item with the AWS SDK.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'

const table = process.env['TABLE']
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: 'http://127.0.0.1:9' }))

export const handler = async ({ id }: { id: string }): Promise<unknown> =>
  (await dynamo.send(new GetCommand({ TableName: table, Key: { id } }))).Item ?? null
