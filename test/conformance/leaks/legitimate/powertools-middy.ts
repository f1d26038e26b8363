// No leak: Powertools' logger, metrics and tracer as middy's middlewares, without an X-Ray daemon.

import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware'
import { Tracer } from '@aws-lambda-powertools/tracer'
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware'
import middy from '@middy/core'
import type { Handler } from 'aws-lambda'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const logger = new Logger({ serviceName: 'orders' })
const metrics = new Metrics({ namespace: 'shop', serviceName: 'orders' })
const tracer = new Tracer({ serviceName: 'orders' })

export const handler: Handler<Order, string | void> = middy<Order>()
  .use(injectLambdaContext(logger, { logEvent: true }))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .use(captureLambdaHandler(tracer))
  .handler(async (order: Order) => {
    logger.info('order placed', { id: order.id })
    metrics.addMetric('orders', MetricUnit.Count, 1)
    await tracer.provider.captureAsyncFunc('store', async (segment) => {
      await orders.put(order)
      segment?.close()
    })
    await fetch(`${process.env['API_URL']}/audit`).then((response) => response.text())
    return order.id
  })
