// Answers a request of an HTTP API after as many ms as its query says.

import { setTimeout as sleep } from 'node:timers/promises'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const ms = Number(event.queryStringParameters?.['ms'])
  await sleep(ms)
  return { statusCode: 200, body: `slept ${ms} ms` }
}
