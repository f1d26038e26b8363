// No leak: mocked sends, in allSettled and one by one, are all awaited.

import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'

const sqs = new SQSClient({})
const send = (body: string) => sqs.send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: body }))

export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const sent = await Promise.allSettled(event.Records.map(({ body }) => send(body)))
  for (const { body } of event.Records) await send(body)
  const last = sqs.send(new SendMessageBatchCommand({ QueueUrl: 'q', Entries: [] }))
  await last
  return { batchItemFailures: sent.filter(({ status }) => status === 'rejected').map(() => ({ itemIdentifier: 'x' })) }
}
