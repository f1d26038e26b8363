import type { ALBEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { albSource, type AlbOptions } from '../../../src/sources/http/alb.js'
import type { Respond } from '../fake-target.js'
import { fails, HttpTarget, throttles } from './http-target.js'

const balancer = (respond: Respond, options?: AlbOptions): ReturnType<typeof albSource> =>
  albSource(new HttpTarget(respond), options)
const badGateway =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n'

describe('a load balancer', () => {
  test('sends the last value of each header and parameter, or all of them [HTTP-5]', async () => {
    const target = new HttpTarget(() => ({ statusCode: 200 }))
    const request = [
      '/a?b=1&b=%202',
      {
        headers: [
          ['X-Tag', 'c'],
          ['x-tag', 'd'],
        ],
      },
    ] satisfies [string, RequestInit]
    await albSource(target, { targetGroup: 'blue' }).fetch(...request)
    await albSource(target, { multiValueHeaders: true }).fetch(...request)
    const [single, multi] = target.events.map(({ event }) => event as ALBEvent)
    expect(single).toMatchObject({
      requestContext: { elb: { targetGroupArn: expect.stringContaining(':targetgroup/blue/') } },
      path: '/a',
      queryStringParameters: { b: '%202' },
      headers: { 'x-tag': 'd' },
      body: '',
    })
    expect(multi).toMatchObject({
      multiValueQueryStringParameters: { b: ['1', '%202'] },
      multiValueHeaders: { 'x-tag': ['c', 'd'] },
    })
  })

  test('sends the response on, with the words of its statusDescription [HTTP-5]', async () => {
    const response = await balancer(() => ({
      statusCode: 404,
      statusDescription: '404 No such order',
      headers: { 'x-a': 'b' },
      multiValueHeaders: { 'x-ignored': ['c'] },
      cookies: ['d=e'],
      body: 'e30=',
      isBase64Encoded: true,
    })).fetch('/')
    expect([response.status, response.statusText, await response.text()]).toEqual([404, 'No such order', '{}'])
    expect(Object.fromEntries(response.headers)).toEqual({
      'x-a': 'b',
      'content-type': 'application/octet-stream',
      'content-length': '2',
    })
  })

  test('reads multiValueHeaders, and nothing else, where they are enabled [HTTP-5]', async () => {
    const payload = { statusCode: 200, headers: { 'x-a': 'b' }, multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] } }
    const { headers } = await balancer(() => payload, { multiValueHeaders: true }).fetch('/')
    expect([headers.has('x-a'), headers.getSetCookie()]).toEqual([false, ['a=1', 'b=2']])
  })

  test.for([
    ['a function error', fails, 'the function failed: TypeError: boom'],
    ['a throttled function', throttles, 'Lambda refused to invoke: TooManyRequestsException: Rate Exceeded.'],
    ['no statusCode', () => ({ body: 'x' }), 'what the function answered is no response: statusCode is missing'],
    [
      'a response over 1 MB',
      () => ({ statusCode: 200, body: 'x'.repeat(1_048_576) }),
      'what the function answered is no response: it is 1048604 bytes of JSON, and a load balancer takes at most 1048576 (HTTP-5)',
    ],
  ] as const)('answers 502 for %s [HTTP-5]', async ([, respond, why]) => {
    const response = await balancer(respond).fetch('/')
    expect([response.status, response.headers.get('server'), await response.text()]).toEqual([
      502,
      'awselb/2.0',
      badGateway,
    ])
    expect(response.reason).toBe(why)
  })

  test('answers 400 where a WebSocket is asked for, and the function does not run [HTTP-5]', async () => {
    const target = new HttpTarget(() => ({ statusCode: 200 }))
    const response = await albSource(target).fetch('/', { headers: { connection: 'upgrade', upgrade: 'WebSocket' } })
    expect([response.status, response.reason]).toEqual([
      400,
      'a load balancer makes no connection to a function a WebSocket (HTTP-5)',
    ])
    expect(target.events).toEqual([])
  })

  test('answers 413 for a body over 1 MB, and the function does not run [HTTP-5]', async () => {
    const target = new HttpTarget()
    const response = await albSource(target).fetch('/', { method: 'POST', body: 'x'.repeat(1_048_577) })
    expect([response.status, target.events.length]).toEqual([413, 0])
  })

  test('answers 504 when its idle timeout is over, and the function runs on [HTTP-5]', async () => {
    const target = new HttpTarget(() => ({ statusCode: 200 }), { takesMs: 100_000 })
    const response = await albSource(target).fetch('/')
    expect([response.status, target.elapsedMs]).toEqual([504, 60_000])
    expect(await response.settled()).toMatchObject({ payload: { statusCode: 200 } })
    expect(target.elapsedMs).toBe(100_000)
    const patient = new HttpTarget(() => ({ statusCode: 200 }), { takesMs: 100_000 })
    expect((await albSource(patient, { idleTimeout: 120 }).fetch('/')).status).toBe(200)
  })
})

test('bad options of a load balancer are refused when it is made', () => {
  expect(() => balancer(fails, { idleTimeout: 4001, multiValueHeaders: 'yes' as never })).toThrow(
    new TypeError(
      "sources.alb(): idleTimeout is 4001: it takes a whole number of seconds from 1 to 4000 (HTTP-5, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html); multiValueHeaders is 'yes' (a string): it takes true or false.",
    ),
  )
})
