// No leak: commands that aws-sdk-client-mock answers are awaited.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}))

async function store({ messageId: id, body }: SQSRecord): Promise<void> {
  const { Item: known } = await db.send(new GetCommand({ TableName: 'orders', Key: { id } }))
  if (!known) await db.send(new PutCommand({ TableName: 'orders', Item: { id, body } }))
}

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const results = await Promise.allSettled(event.Records.map(store))
  const failed = event.Records.filter((_, index) => results[index]?.status === 'rejected')
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
}
