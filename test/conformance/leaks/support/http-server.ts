// The HTTP world of the handlers: an API that answers at once or late, and the AWS services they use.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { hostTime } from '../../../../src/effects/host-time.js'
import { answerAws } from './aws-answers.js'
import { listen, type Listening } from './listening.js'

/** Real time after which `/late` answers: the handlers that do not wait for it have answered long before. */
const LATE_MS = 250

/** More than what a client takes in unasked, so that an unread body keeps its connection busy. */
const BIG_BYTES = 1024 * 1024

/** Starts the server. Paths: `/late…` answers late, `/big` with 1 MiB, `/empty` with 204, any other with JSON. */
export function httpServer(): Promise<Listening> {
  return listen(createServer(answer))
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await textOf(request)
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname.startsWith('/aws-late')) return later(() => answerAws(request, body, response))
  if (pathname.startsWith('/aws')) return answerAws(request, body, response)
  if (pathname.startsWith('/late')) return later(() => json(response, { late: true }))
  if (pathname === '/big') return void response.end('x'.repeat(BIG_BYTES))
  if (pathname === '/empty') return void response.writeHead(204).end()
  if (pathname === '/missing') return json(response, { message: 'not found' }, 404)
  json(response, { path: pathname, price: 12 })
}

function later(then: () => void): void {
  hostTime.setTimeout(then, LATE_MS)
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
