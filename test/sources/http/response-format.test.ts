import { describe, expect, test } from 'vitest'
import { albSource } from '../../../src/sources/http/alb.js'
import type { HttpFront } from '../../../src/sources/http/front.js'
import { functionUrlSource } from '../../../src/sources/http/function-url.js'
import { httpApiSource } from '../../../src/sources/http/http-api.js'
import { restApiSource } from '../../../src/sources/http/rest.js'
import type { SourceConnection } from '../../../src/sources/target.js'
import { HttpTarget } from './http-target.js'

type Connect = (target: SourceConnection) => HttpFront

const cookies = ['a=1', 'b=2']
const inMultiValueHeaders = { multiValueHeaders: { 'set-cookie': cookies } }
const inCookies = { cookies }
const withoutMultiValues: Connect = (target) => albSource(target)

const fronts: readonly (readonly [string, Connect, string, object])[] = [
  ['a REST API', (target) => restApiSource(target), 'multiValueHeaders', inMultiValueHeaders],
  [
    'an HTTP API in payload format 1.0',
    (target) => httpApiSource(target, { payloadFormatVersion: '1.0' }),
    'multiValueHeaders',
    inMultiValueHeaders,
  ],
  ['an HTTP API', (target) => httpApiSource(target), 'cookies: […]', inCookies],
  ['a function URL', (target) => functionUrlSource(target), 'cookies: […]', inCookies],
]

async function answer(connect: Connect, response: object): Promise<Awaited<ReturnType<HttpFront['fetch']>>> {
  return connect(new HttpTarget(() => ({ statusCode: 200, ...response }))).fetch('/')
}

describe('several cookies in headers', () => {
  test.for(fronts)('go where %s reads them, as it says [HTTP-1, HTTP-3, HTTP-4]', async ([, connect, place, right]) => {
    const { reason } = await answer(connect, { headers: { 'Set-Cookie': cookies } })
    expect(reason).toContain(`header Set-Cookie is an array, not a string: several cookies go into ${place}`)
    expect((await answer(connect, right)).headers.getSetCookie()).toEqual(cookies)
  })

  test('take another target group behind a load balancer [HTTP-5]', async () => {
    const { reason } = await answer(withoutMultiValues, { headers: { 'set-cookie': cookies } })
    expect(reason).toContain(
      'several cookies go into multiValueHeaders, which the target group has to have enabled: ' +
        'sources.alb(fn, { multiValueHeaders: true })',
    )
    const enabled: Connect = (target) => albSource(target, { multiValueHeaders: true })
    expect((await answer(enabled, inMultiValueHeaders)).headers.getSetCookie()).toEqual(cookies)
  })
})

test('several values of another header are one text in payload format 2.0', async () => {
  const connect: Connect = (target) => httpApiSource(target)
  const { reason } = await answer(connect, { headers: { vary: ['origin', 'accept'] } })
  expect(reason).toContain(
    'header vary is an array, not a string: several values go into one string in headers, parted by commas',
  )
  expect((await answer(connect, { headers: { vary: 'origin, accept' } })).headers.get('vary')).toBe('origin, accept')
})

describe('a header that the function gives where the front does not read it', () => {
  const told = async (connect: Connect, response: object): Promise<readonly string[]> => {
    const target = new HttpTarget(() => ({ statusCode: 200, ...response }))
    await connect(target).fetch('/a')
    return [...target.explanations]
  }

  test.for([
    ['sources.functionUrl()', (target) => functionUrlSource(target), inMultiValueHeaders, 'cookies: […].'],
    ['sources.alb()', withoutMultiValues, inCookies, 'multiValueHeaders, which the target group'],
    [
      'sources.apiGateway.http()',
      (target) => httpApiSource(target, { payloadFormatVersion: '1.0' }),
      inCookies,
      'multiValueHeaders.',
    ],
    [
      'sources.alb()',
      (target) => albSource(target, { multiValueHeaders: true }),
      { headers: { 'Set-Cookie': 'a=1' } },
      'multiValueHeaders.',
    ],
  ] as const satisfies readonly (readonly [string, Connect, object, string])[])(
    'is told to a test that fails: %s',
    async ([name, connect, response, place]) => {
      expect(await told(connect, response)).toEqual([
        expect.stringContaining(
          `${name} answered GET /a with 200 and without set-cookie, which the function gave where this front does not read ` +
            `it.\n\nIt goes into ${place}`,
        ),
      ])
    },
  )

  test('is nothing to be told where the front reads it elsewhere', async () => {
    const both = { ...inMultiValueHeaders, ...inCookies }
    for (const [, connect] of fronts.slice(1)) expect(await told(connect, both)).toEqual([])
  })
})
