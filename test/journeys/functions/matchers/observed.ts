// Logs and measures in every way functions do: the console, stdout, Powertools' Logger and Metrics.

import { Logger } from '@aws-lambda-powertools/logger'
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics'

const logger = new Logger({ serviceName: 'orders' })
const metrics = new Metrics({ namespace: 'shop', serviceName: 'orders' })

export const handler = async (event: { readonly id: number }): Promise<{ id: number }> => {
  console.warn('order %d is late', event.id)
  process.stdout.write('raw line\n')
  logger.info('order taken', { order: { id: event.id } })
  metrics.addMetric('Orders', MetricUnit.Count, 1)
  metrics.publishStoredMetrics()
  return { id: event.id }
}
