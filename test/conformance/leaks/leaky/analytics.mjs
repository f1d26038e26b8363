// An analytics client that queues events and sends them on a timer deep inside its package.

import { Analytics } from 'little-analytics'

const analytics = new Analytics({ url: `${process.env.API_URL}/track` })

export const handler = async (order) => {
  await analytics.capture('order placed') // leak: timer
  return order.id
}
