// No leak: a repository class over a mocked document client is returned without await by every layer.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, paginateScan, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Order } from './parts/order.js'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

class Repository {
  find(id: string) {
    return client.send(new QueryCommand({ TableName: 'orders', KeyConditionExpression: id }))
  }
  touch = (id: string) => client.send(new UpdateCommand({ TableName: 'orders', Key: { id } }))
}

const repository = new Repository()
const service = {
  open: (id: string) =>
    repository
      .find(id)
      .then(({ Items = [] }) => Promise.all(Items.map((item) => repository.touch(String(item['id']))))),
}

export const handler = async (order: Order): Promise<number> => {
  for await (const page of paginateScan({ client }, { TableName: 'orders' })) if (page.Count === 0) break
  return (await service.open(order.id)).length
}
