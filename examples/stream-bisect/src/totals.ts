// Keeps a total for each customer, from the stream of the table of orders.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())

export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
  const totals = new Map<string, number>()
  for (const record of Records) {
    const { customer, amount } = orderOf(record)
    totals.set(customer, (totals.get(customer) ?? 0) + amount)
  }
  // Only now that all of the batch is understood: one that fails is delivered again, and would be counted twice.
  for (const [customer, amount] of totals) await add(customer, amount)
}

function orderOf({ dynamodb }: DynamoDBRecord): { readonly customer: string; readonly amount: number } {
  const customer = dynamodb?.NewImage?.['customer']?.S ?? ''
  const amount = Number(dynamodb?.NewImage?.['amount']?.N)
  if (Number.isNaN(amount)) throw new TypeError(`order ${dynamodb?.Keys?.['id']?.S} has no amount`)
  return { customer, amount }
}

async function add(customer: string, amount: number): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: 'totals',
      Key: { customer },
      UpdateExpression: 'ADD amount :amount',
      ExpressionAttributeValues: { ':amount': amount },
    }),
  )
}
