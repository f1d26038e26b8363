// Pages of DynamoDB read in a function that nobody awaits.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

async function reindex(): Promise<number> {
  let count = 0
  // prettier-ignore
  for await (const page of paginateQuery({ client }, { TableName: 'orders', KeyConditionExpression: 'id = :id' })) { // leak: http or promise
    count += page.Count ?? 0
  }
  return count
}

export async function handler(): Promise<string> {
  reindex().catch(console.error) // via: http
  return 'ok'
}
