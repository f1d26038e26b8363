import { Tracer } from '@aws-lambda-powertools/tracer'
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'

const tracer = new Tracer({ serviceName: 'orders' })

interface Traced {
  readonly root: string | undefined
  readonly variable: string | undefined
}

export const handler: (event: unknown, context: Context) => Promise<Traced> = middy(async () => {
  tracer.putAnnotation('order', 7)
  return { root: tracer.getRootXrayTraceId(), variable: process.env['_X_AMZN_TRACE_ID'] }
}).use(captureLambdaHandler(tracer))
