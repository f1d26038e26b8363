// A command of an SDK client that is sent and not awaited.

import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Order } from './parts/order.js'

const sqs = new SQSClient({})
const QueueUrl = process.env['QUEUE_URL']

export async function handler(order: Order): Promise<{ statusCode: number }> {
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: order.id })) // leak: http or promise
  return { statusCode: 202 }
}
