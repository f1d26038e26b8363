// A batch whose records are stored and forwarded in a loop without await.

import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'

const db = new DynamoDBClient({})
const sqs = new SQSClient({})
const QueueUrl = process.env['QUEUE_URL']

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  for (const { messageId, body } of event.Records) {
    db.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: messageId } } })) // leak: http or promise
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body })) // leak: http or promise
  }
  return { batchItemFailures: [] }
}
