import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { invoke, withLambda } from 'vitest-lambda'
import { afterAll, expect, test } from 'vitest'

const tracked: string[] = []
const server = createServer(async (request, response) => {
  tracked.push(await text(request))
  response.end()
}).listen(0, '127.0.0.1')
await once(server, 'listening')
afterAll(() => server.close())

const environment = { TRACKING_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }

// #region leaks
test('the leaky signup answers while its event is still on the way', async () => {
  const signup = withLambda(() => import('../src/signup-leaky.js'), { environment })

  expect(await invoke(signup, { email: 'ann@example.com' })).toLeak({ kind: 'fetch', at: 'src/track.ts:2' })
})

test('the signup answers when its event has arrived', async () => {
  const signup = withLambda(() => import('../src/signup.js'), { environment })

  expect(await invoke(signup, { email: 'bob@example.com' })).not.toLeak()
  expect(tracked).toContain('signup bob@example.com')
})
// #endregion leaks
