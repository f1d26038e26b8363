// A Hono route that tracks without await.

import type { APIGatewayProxyEventV2, Handler } from 'aws-lambda'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'

const app = new Hono()

async function track(path: string): Promise<void> {
  const response = await fetch(`${process.env['API_URL']}/late/track`, { method: 'POST', body: path }) // leak: fetch
  console.log('tracked', response.status)
}

app.get('/orders', (context) => {
  track(context.req.path) // via: fetch
  return context.json({ ok: true })
})

export const handler: Handler<APIGatewayProxyEventV2> = handle(app) as Handler<APIGatewayProxyEventV2>
