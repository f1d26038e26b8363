// A shop behind an HTTP API, written with Hono; its orders live as long as their environment.

import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'

interface Order {
  readonly id: number
  readonly quantity: number
}

const orders: Order[] = []
const app = new Hono()

app.post('/orders', async (c) => {
  const { quantity } = await c.req.json<{ quantity?: unknown }>()
  if (typeof quantity !== 'number') return c.json({ message: 'quantity must be a number' }, 400)
  const order = { id: orders.length + 1, quantity }
  orders.push(order)
  c.header('set-cookie', `last=${order.id}; HttpOnly`, { append: true })
  c.header('set-cookie', 'seen=yes', { append: true })
  return c.json(order, 201, { location: `/orders/${order.id}` })
})

app.get('/orders/:id', (c) => {
  const order = orders.find(({ id }) => id === Number(c.req.param('id')))
  return order ? c.json(order) : c.json({ message: `No order ${c.req.param('id')}` }, 404)
})

app.get('/reports', async (c) => {
  await sleep(45_000) // longer than an HTTP API waits
  return c.json({ orders: orders.length })
})

export const handler = handle(app)
