// An HTTP API with two routes in front of one function, and a DynamoDB table behind it.

import { randomUUID } from 'node:crypto'
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

const dynamodb = new DynamoDBClient()
const TableName = process.env['TABLE_NAME']

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  switch (event.routeKey) {
    case 'GET /orders/{id}':
      return getOrder(event.pathParameters?.['id'] ?? '')
    case 'POST /orders':
      return createOrder(event.body)
    default:
      return json(404, { message: 'Not Found' })
  }
}

async function getOrder(id: string): Promise<APIGatewayProxyStructuredResultV2> {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))
  if (!Item) return json(404, { message: `No order ${id}` })
  return json(200, { id, quantity: Number(Item['quantity']?.N) })
}

async function createOrder(body: string | undefined): Promise<APIGatewayProxyStructuredResultV2> {
  const { quantity } = JSON.parse(body ?? '{}') as { quantity?: unknown }
  if (typeof quantity !== 'number') return json(400, { message: 'quantity must be a number' })
  const id = randomUUID()
  await dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: id }, quantity: { N: String(quantity) } } }))
  console.info('order created', { id, quantity })
  return { ...json(201, { id, quantity }), headers: { 'content-type': 'application/json', location: `/orders/${id}` } }
}

function json(statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
