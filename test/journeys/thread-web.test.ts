// What mocks the web by intercepting requests works in the setup module of a thread.

import { createServer } from 'node:http'
import { type Lambda, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { counting } from '../servers/counting.js'

type WebSetup = typeof import('./functions/thread-setup/msw.setup.js')

const web = (tool: string): Lambda<{ url: string; by: string }> =>
  withLambda('test/journeys/functions/thread-setup/web.handler', {
    isolation: 'thread',
    setup: `./test/journeys/functions/thread-setup/${tool}.setup.ts`,
    timeout: 30,
    console: 'silent',
  })

describe.each(['msw', 'nock'])('%s in the setup module', (tool) => {
  test.each(['fetch', 'https'])('answers what the function asks of the web by %s, cold and warm', async (by) => {
    const lambda = web(tool)
    const cold = await lambda.invoke({ url: 'https://api.example.com/orders/1', by })
    expect(cold).toReturn({ id: '1', from: 'the setup' })
    expect(cold).not.toLeak()
    await lambda.setup<Pick<WebSetup, 'answer'>>().answer('the test')
    const warm = await lambda.invoke({ url: 'https://api.example.com/orders/2', by })
    expect(warm).toReturn({ from: 'the test' })
    expect(warm).toBeWarmStart()
    expect(warm).not.toLeak()
  })

  test.each([
    ['fetch', 'fetch failed'],
    ['https', /^connect ENETUNREACH elsewhere\.example\.com:443: blocked/],
  ])('leaves other hosts blocked: asked by %s', async (by, message) => {
    const result = await web(tool).invoke({ url: 'https://elsewhere.example.com/', by })
    expect(result).toFailWith({ errorMessage: message })
    expect(result.record.connections.blocked.map(({ target }) => target)).toContain('elsewhere.example.com:443')
  })

  test('lets a server on loopback be asked', async () => {
    const server = await counting(createServer((_request, response) => response.end('{ "from": "a server" }')))
    const url = `http://127.0.0.1:${server.port}/`
    expect(await web(tool).invoke({ url, by: 'fetch' })).toReturn({ from: 'a server' })
    await server.close()
  })
})

test('msw answers a client of the AWS SDK', async () => {
  const lambda = withLambda('test/journeys/functions/thread-setup/item.handler', {
    isolation: 'thread',
    setup: './test/journeys/functions/thread-setup/msw.setup.ts',
    console: 'silent',
  })
  const result = await lambda.invoke({ id: '1' })
  expect(result).toReturn({ from: 'the setup' })
  expect(result).not.toLeak()
})

test('msw tells the test which requests it saw', async () => {
  const lambda = web('msw')
  await lambda.invoke({ url: 'https://api.example.com/orders/1', by: 'fetch' })
  expect(await lambda.setup<WebSetup>().requests()).toEqual(['https://api.example.com/orders/1'])
})
