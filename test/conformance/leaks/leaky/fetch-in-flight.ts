// A tracking request that is sent and not awaited.

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  // prettier-ignore
  fetch(`${process.env['API_URL']}/late/track`, { // leak: fetch
    method: 'POST',
    body: JSON.stringify({ path: event.rawPath }),
  })
  return { statusCode: 204 }
}
