// What a thread has for itself: packages, globals and variables; and what it has of the project: its Vite.

import { createServer } from 'node:http'
import { type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { Hono } from 'hono'
import { counting } from '../servers/counting.js'

const separate = (config: LambdaConfig = {}): Lambda<{ way: string; url?: string }, unknown> =>
  withLambda(() => import('./functions/thread/separate.js'), { isolation: 'thread', console: 'silent', ...config })

describe('an environment of its own', () => {
  test('has packages anew, whatever state they keep, and shares none [INIT-1]', async () => {
    const lambda = separate()
    expect(await lambda.invoke({ way: 'package' })).toReturn(1)
    expect(await lambda.invoke({ way: 'package' })).toReturn(2)
    await lambda.recycle()
    const cold = await lambda.invoke({ way: 'package' })
    expect(cold).toReturn(1)
    expect(cold.record.sharedModules).toEqual([])
    expect(Hono).not.toHaveProperty('seen')
  })

  test('has globals and a console of its own, as warm as it is', async () => {
    const [lambda, other] = [separate(), separate()]
    expect(await lambda.invoke({ way: 'globals' })).toReturn(1)
    expect(await lambda.invoke({ way: 'globals' })).toReturn(2)
    expect(await other.invoke({ way: 'globals' })).toReturn(1)
    const { fetch } = globalThis
    await lambda.invoke({ way: 'overwrite' })
    expect(await lambda.invoke({ way: 'network', url: 'http://example.com/' })).toReturn('own')
    expect(globalThis.fetch).toBe(fetch)
    expect(globalThis).not.toHaveProperty('made')
  })

  test("has the variables of Lambda and of its function, and none of the test's [ENV-4]", async () => {
    const lambda = separate({ environment: { STAGE: 'test' } })
    await lambda.invoke({ way: 'setVariable' })
    const { payload } = await lambda.invoke({ way: 'variables' })
    expect(payload).toEqual(expect.arrayContaining(['ADDED', 'AWS_REGION', 'LAMBDA_TASK_ROOT', 'STAGE', 'TZ']))
    expect((payload as string[]).filter((name) => /VITEST|npm_|NODE_ENV/.test(name))).toEqual([])
    expect(process.env).not.toHaveProperty('ADDED')
  })

  test('is where Lambda would put it', async () => {
    expect((await separate().invoke({ way: 'place' })).payload).toEqual(['/var/task', expect.any(Number), 0])
  })

  test('is the main thread of its process, as on Lambda, and has nothing of the sandbox’s', async () => {
    expect(await separate().invoke({ way: 'thread' })).toReturn([true, 0, null, null, true])
  })

  test('reaches this machine and no other', async () => {
    const web = await counting(createServer((_request, response) => response.end('near')))
    const lambda = separate()
    expect(await lambda.invoke({ way: 'network', url: `http://127.0.0.1:${web.port}/` })).toReturn('near')
    const far = await lambda.invoke({ way: 'network', url: 'http://example.com/' })
    expect(far).toFailWith({ errorMessage: 'fetch failed' })
    expect(far.record.connections.blocked).toHaveLength(1)
    await web.close()
  })

  test('has the time zone of the test process, which is told by nothing [ENV-7]', async () => {
    const inProcess = withLambda(() => import('./functions/thread/separate.js'), { console: 'silent' })
    const { payload } = await inProcess.invoke({ way: 'zone' })
    expect((await separate().invoke({ way: 'zone' })).payload).toEqual(payload)
  })
})

describe("the project's Vite", () => {
  test('gives it JSON, raw text, aliases and modules with a top-level await', async () => {
    const lambda = separate()
    const expected = [{ reads: 0 }, { reads: 0 }, '// Counts its invocations.', 1]
    expect(await lambda.invoke({ way: 'loaded' })).toReturn([1, ...expected])
    expect(await lambda.invoke({ way: 'loaded' })).toReturn([2, ...expected])
    expect(await lambda.invoke({ way: 'require' })).toReturn('object')
    expect(await lambda.invoke({ way: 'self' })).toReturn(
      '// Tells what it has for itself, and changes what others might see.',
    )
  })

  test('finds what a handler string names', async () => {
    const lambda = withLambda('test/journeys/functions/cold-start/nested.api.v1.get', { isolation: 'thread' })
    expect(await lambda.invoke()).toReturn(1)
    expect(await lambda.invoke()).toReturn(2)
  })
})
