// Hono's adapter for response streaming, as its users have it: a file that needs awslambda when it is imported.

import { expect, test } from 'vitest'
import { events, invoke, withLambda } from 'vitest-lambda'

const app = withLambda(() => import('./functions/streaming/hono.js'), { functionName: 'hono-stream' })

test('an application on Hono streams its words as they come, in virtual time [STR-1, STR-6]', async () => {
  const result = await invoke(app, events.functionUrl({ path: '/words' }))
  expect(result).toRespondWith({ statusCode: 200, headers: { 'content-type': /^text\/plain/ }, body: 'one two three' })
  expect(result.stream?.chunks.map(({ atMs, bytes }) => [atMs, Buffer.from(bytes).toString()])).toEqual([
    [0, 'one '],
    [100, 'two '],
    [200, 'three'],
  ])
  expect(result).not.toLeak()
})

test('an answer that is not streamed by the application has its status, headers and cookies [STR-6]', async () => {
  const result = await invoke(app, events.functionUrl({ path: '/order' }))
  expect(result).toRespondWith({ statusCode: 201, headers: { 'set-cookie': 'a=b' }, body: { id: 7 } })
  expect(result).toReturn({ id: 7 })
  expect(result.stream?.metadata).toMatchObject({ statusCode: 201, cookies: ['a=b'] })
})

test('an answer without a body is an empty write, so its status arrives [STR-7]', async () => {
  const result = await invoke(app, events.functionUrl({ path: '/nothing' }))
  expect(result).toRespondWith({ statusCode: 204, body: '' })
  expect(result.stream?.chunks).toEqual([])
})

test('an unknown path is Hono’s 404', async () => {
  expect(await invoke(app, events.functionUrl({ path: '/elsewhere' }))).toRespondWith({ statusCode: 404 })
})
