// Makes clients of the AWS SDK within the handler: each reads its configuration for itself, and nobody waits for that.

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'

const item = (): GetItemCommand => new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o-1' } } })
const message = (): SendMessageCommand => new SendMessageCommand({ QueueUrl: 'http://q', MessageBody: 'o-1' })

async function save(client: DynamoDBClient): Promise<void> {
  await client.send(item()) // saved
}

export const ways: Readonly<Record<string, () => unknown>> = {
  made: () => new DynamoDBClient({}),
  awaited: () => new DynamoDBClient({}).send(item()),
  forgotten: () => {
    const [db, sqs] = [new DynamoDBClient({}), new SQSClient({})]
    void db.send(item()) // sent to DynamoDB
    void sqs.send(message()) // sent to SQS
  },
  within: () => {
    void save(new DynamoDBClient({})) // called
  },
}

export const handler = async ({ way }: { way: string }): Promise<string> => {
  await ways[way]?.()
  return way
}
