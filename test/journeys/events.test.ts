// The sample events of every first tutorial, handled by functions that are typed with @types/aws-lambda.

import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { events, invoke, type Lambda, loader, sources, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const load = () => import('./functions/tutorial/handlers.js')

describe('a function receives', () => {
  test('an S3 event for what was put, and for what was deleted, with the key as S3 writes it [EV-4]', async () => {
    const s3 = withLambda(load, { handler: 's3' })
    const object = { bucket: 'photos', key: 'my cats/tom & co.jpg' }
    const put = events.s3.put({ ...object, size: 2048 })
    expect(put.Records[0]?.s3.object.key).toBe('my+cats/tom+%26+co.jpg')
    expect(await invoke(s3, put)).toReturn(['ObjectCreated:Put photos/my cats/tom & co.jpg 2048'])
    expect(await invoke(s3, events.s3.delete(object))).toReturn([
      'ObjectRemoved:Delete photos/my cats/tom & co.jpg no size',
    ])
  })

  test('a DynamoDB stream record for an item that is inserted, modified and removed [STM-7]', async () => {
    const dynamodb = withLambda(load, { handler: 'dynamodb' })
    const keys = ['id']
    const [one, two] = [
      { id: 'a', total: 1 },
      { id: 'a', total: 2 },
    ]
    const changes = [
      events.dynamodb.insert({ keys, newImage: one }),
      events.dynamodb.modify({ keys, oldImage: one, newImage: two }),
      events.dynamodb.remove({ keys, oldImage: two }),
    ]
    const told = []
    for (const change of changes) told.push((await invoke(dynamodb, change)).payload)
    expect(told).toEqual([['INSERT a: nothing → 1'], ['MODIFY a: 1 → 2'], ['REMOVE a: 2 → nothing']])
  })

  test('a message of SNS [EV-3]', async () => {
    const sns = withLambda(load, { handler: 'sns' })
    const event = events.sns({ subject: 'orders', message: 'order 7' })
    expect(await invoke(sns, event)).toReturn(['aws:sns orders: order 7'])
  })

  test('an email of SES [EV-7]', async () => {
    const ses = withLambda(load, { handler: 'ses' })
    const event = events.ses({ subject: 'Hello', to: ['shop@example.com'] })
    expect(await invoke(ses, event)).toReturn(['Hello to shop@example.com'])
  })

  test('log lines of CloudWatch, gzipped and in base64, which it can unpack [EV-6]', async () => {
    const logs = withLambda(load, { handler: 'logs' })
    const event = events.cloudWatchLogs({ logGroup: 'testLogGroup', messages: ['[ERROR] First', '[ERROR] Second'] })
    expect(await invoke(logs, event)).toReturn(['testLogGroup: [ERROR] First', 'testLogGroup: [ERROR] Second'])
  })

  test('a request of a REST API, and answers it with a proxy response [HTTP-1]', async () => {
    const rest = withLambda(load, { handler: 'rest' })
    const event = events.apiGateway.rest({ resource: '/orders/{id}', path: '/orders/7', query: { sort: 'up' } })
    const result = await invoke(rest, event)
    expect(result).toRespondWith({
      statusCode: 200,
      headers: { 'set-cookie': ['a=1', 'b=2'] },
      body: { method: 'GET', id: '7', q: { sort: 'up' } },
    })
  })

  test('a request of an HTTP API, and answers it with a proxy response [HTTP-3]', async () => {
    const http = withLambda(load, { handler: 'http' })
    const event = events.apiGateway.http({ method: 'POST', path: '/orders', body: { quantity: 2 } })
    expect(await invoke(http, event)).toRespondWith({
      statusCode: 201,
      headers: { location: '/orders' },
      body: { quantity: 2 },
    })
  })
})

describe('an application on Hono, whose types of events are its own,', () => {
  const app = new Hono().post('/orders', async (c) => c.json(await c.req.parseBody(), 201))
  const typed = withLambda(loader(async () => ({ handler: handle(app) })))
  const request = { path: '/orders', body: new URLSearchParams({ note: 'two & three' }) }
  const answer = { statusCode: 201, body: { note: 'two & three' } }

  test.each([
    ['HTTP API', events.apiGateway.http(request)],
    ['REST API', events.apiGateway.rest(request)],
    ['function URL', events.functionUrl(request)],
    ['load balancer', events.alb(request)],
  ])('takes the event of a %s as a Lambda of any type', async (_, event) => {
    const orders: Lambda = typed
    expect(await invoke(orders, event)).toRespondWith(answer)
  })

  test('is asked through a front as it is', async () => {
    const { path, body } = request
    const response = await sources.apiGateway.http(typed).fetch(path, { method: 'POST', body })
    expect([response.status, await response.json()]).toEqual([answer.statusCode, answer.body])
  })
})
