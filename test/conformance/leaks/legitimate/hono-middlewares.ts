// No leak: Hono with cors, etag, a request id, timing, a body and an error handler.

import type { APIGatewayProxyEventV2, Handler } from 'aws-lambda'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { cors } from 'hono/cors'
import { etag } from 'hono/etag'
import { logger } from 'hono/logger'
import { requestId } from 'hono/request-id'
import { timing } from 'hono/timing'
import { timeout } from 'hono/timeout'

const app = new Hono()
app.use(cors(), etag(), logger(), requestId(), timing(), timeout(2_000))
app.post('/orders', async (context) => {
  const order = await context.req.json<{ id: string }>()
  const response = await fetch(`${process.env['API_URL']}/price`)
  return context.json({ ...order, ...((await response.json()) as object) }, 201)
})

app.onError((error, context) => context.json({ error: error.message }, 500))

export const handler: Handler<APIGatewayProxyEventV2> = handle(app) as Handler<APIGatewayProxyEventV2>
