// #region function
import { setTimeout as sleep } from 'node:timers/promises'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'

// Module scope runs at each cold start; warm invocations find what earlier ones left here.
let served = 0

export const handler = async (event: APIGatewayProxyEventV2) => {
  if (event.rawPath === '/orders/slow') await sleep(5_000) // a downstream service that is slow today
  served += 1
  return { statusCode: 200, body: JSON.stringify({ path: event.rawPath, served }) }
}
// #endregion function
