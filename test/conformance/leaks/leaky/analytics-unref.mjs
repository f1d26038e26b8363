// An analytics client whose flush timer is unref'd: the events are lost, and nothing says that they matter.

import { Analytics } from 'little-analytics'

const analytics = new Analytics({ url: `${process.env.API_URL}/track`, unref: true })

export const handler = async (order) => {
  analytics.capture('order placed') // leak: timer
  return order.id
}
