// No leak: Hono with middlewares, a JSON body and a request of its own, behind its adapter for Lambda.

import type { APIGatewayProxyEventV2, Handler } from 'aws-lambda'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { HTTPException } from 'hono/http-exception'
import { requestId } from 'hono/request-id'

const app = new Hono()

app.use(requestId())
app.use(async (context, next) => {
  await next()
  context.header('x-served-by', 'hono')
})
app.get('/orders', async (context) => {
  const stock = await fetch(`${process.env['API_URL']}/stock`)
  return context.json({ stock: await stock.json() })
})
app.onError((error) => (error instanceof HTTPException ? error.getResponse() : new Response('', { status: 500 })))

export const handler: Handler<APIGatewayProxyEventV2> = handle(app) as Handler<APIGatewayProxyEventV2>
