// No leak: the analytics client is told to send its queue, and that is awaited.

import { Analytics } from 'little-analytics'

const analytics = new Analytics({ url: `${process.env.API_URL}/track` })

export const handler = async (order) => {
  analytics.capture('order placed')
  await analytics.shutdown()
  return order.id
}
