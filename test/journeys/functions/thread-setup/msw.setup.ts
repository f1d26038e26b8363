// Answers for the web by msw.

import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'

const asked: string[] = []
const server = setupServer(
  http.get('https://api.example.com/orders/:id', ({ params, request }) => {
    asked.push(request.url)
    return HttpResponse.json({ id: params['id'], from: 'the setup' })
  }),
  // Where the client of item.ts takes DynamoDB to be.
  http.post('http://127.0.0.1:9/', () => HttpResponse.json({ Item: { from: { S: 'the setup' } } })),
)
server.listen({ onUnhandledFrame: 'bypass' })

export const requests = (): string[] => asked
export const answer = (from: string): void =>
  server.use(http.get('https://api.example.com/orders/:id', () => HttpResponse.json({ from })))
