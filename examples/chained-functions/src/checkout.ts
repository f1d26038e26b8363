import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'

const sqs = new SQSClient({})

/** Takes an order; it is invoiced after a minute, in which it can be called off. */
export const handler = async ({ body }: APIGatewayProxyEventV2) => {
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env['INVOICES'], MessageBody: body, DelaySeconds: 60 }))
  return { statusCode: 202 }
}
