// No leak: SDK clients of DynamoDB, SQS, S3 and Secrets Manager live at module scope, and every command is awaited.

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'

const db = new DynamoDBClient({})
const s3 = new S3Client({ forcePathStyle: true })
const sqs = new SQSClient({})
const secrets = new SecretsManagerClient({})
const QueueUrl = process.env['QUEUE_URL']

export async function handler(): Promise<unknown> {
  const [item, secret] = await Promise.all([
    db.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o-1' } } })),
    secrets.send(new GetSecretValueCommand({ SecretId: 'db' })),
  ])
  await s3.send(new PutObjectCommand({ Bucket: 'reports', Key: 'a.csv', Body: 'id\n1\n' }))
  const object = await s3.send(new GetObjectCommand({ Bucket: 'reports', Key: 'a.csv' }))
  const text = await object.Body?.transformToString()
  const Entries = [{ Id: 'a', MessageBody: 'x' }]
  const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  return [item.Item?.['total']?.N, secret.SecretString, text?.length, sent.Successful?.length]
}
