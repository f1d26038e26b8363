// middy's onError notifies without await and answers.

// oxlint-disable-next-line no-named-as-default -- what its documentation does
import middy from 'middy-7'
import type { Context } from 'aws-lambda'
import { orders } from './parts/orders.js'

async function notify(error: unknown): Promise<void> {
  await orders.log(String(error))
  for (let n = 0; n < 20; n++) await orders.log('notified')
}

export const handler: (event: unknown, context: Context) => Promise<unknown> = middy()
  .use({
    onError: async (request) => {
      void notify(request.error) // leak: promise
      request.response = { statusCode: 500 }
    },
  })
  .handler(async () => {
    throw new Error('no stock')
  })
