// A Hono application that streams its responses through Hono's own adapter.

import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { streamHandle } from 'hono/aws-lambda'
import { streamText } from 'hono/streaming'

const app = new Hono()

app.get('/words', (c) =>
  streamText(c, async (stream) => {
    for (const word of ['one ', 'two ', 'three']) {
      await stream.write(word)
      await sleep(100)
    }
  }),
)
app.get('/order', (c) => c.json({ id: 7 }, 201, { 'set-cookie': 'a=b' }))
app.get('/nothing', (c) => c.body(null, 204))

export const handler: ReturnType<typeof streamHandle> = streamHandle(app)
