// Books a payment once, however often its event is delivered: a retry has the request id of the first attempt.

import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Context } from 'aws-lambda'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())

interface Payment {
  readonly order: number
  readonly amount: number
}

export const handler = async (payment: Payment, { awsRequestId }: Context) => {
  const Item = { id: awsRequestId, ...payment }
  try {
    const ConditionExpression = 'attribute_not_exists(id)'
    await documents.send(new PutCommand({ TableName: 'payments', Item, ConditionExpression }))
    return 'booked'
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'booked before'
    throw error
  }
}
