// Environments that are threads: truly frozen, truly killed, truly separate.

import { type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { counting } from '../servers/counting.js'

const deeds = (config: LambdaConfig = {}): Lambda<{ deed: string; url?: string }> =>
  withLambda(() => import('./functions/thread/deeds.js'), { isolation: 'thread', ...config })

describe('a function in a thread', () => {
  test('starts cold, and is warm after that', async () => {
    const lambda = withLambda(() => import('./functions/thread/counter.js'), { isolation: 'thread' })
    const cold = await lambda.invoke({ n: 1 })
    expect(cold).toReturn({ count: 1 })
    expect(cold).toBeColdStart()
    const warm = await lambda.invoke({ n: 2 })
    expect(warm).toReturn({ count: 2 })
    expect(warm).toBeWarmStart()
    await lambda.recycle()
    expect(await lambda.invoke({})).toReturn({ count: 1 })
  })

  test('is killed in an endless loop, with /tmp kept and all else lost', async () => {
    const lambda = deeds({ timeout: 1 })
    expect(await lambda.invoke({ deed: 'count' })).toReturn(1)
    const stuck = await lambda.invoke({ deed: 'spin' })
    expect(stuck).toTimeOut()
    expect(stuck.record.waitingFor).toEqual([
      'code that does not give way (test/journeys/functions/thread/deeds.ts:14:5)',
    ])
    const next = await lambda.invoke({ deed: 'count' })
    expect(next).toReturn(1)
    expect(next).toHaveTmpFile('/tmp/before-the-loop', 'written')
  })

  test('waits without taking time', async () => {
    expect(await deeds({ timeout: 900 }).invoke({ deed: 'sleep' })).toReturn('slept')
    expect(await deeds({ timeout: 3 }).invoke({ deed: 'sleep' })).toTimeOut()
    expect(await deeds().invoke({ deed: 'never' })).toFailWith('Runtime.ExitError')
  })

  test('ends with what it does to its process, which is not the test’s', { timeout: 60_000 }, async () => {
    const lambda = deeds()
    expect(await lambda.invoke({ deed: 'exit' })).toFailWith({ errorMessage: /exit status 3/ })
    expect(await lambda.invoke({ deed: 'kill' })).toFailWith({ errorMessage: /signal: killed/ })
    expect(await lambda.invoke({ deed: 'abort' })).toFailWith({ errorMessage: /signal: aborted/ })
    expect(await lambda.invoke({ deed: 'throwLater' })).toFailWith(/exit status 1/)
    expect(await lambda.invoke({ deed: 'reject' })).toFailWith(/exit status 128|nobody cares|exit status 1/)
    expect(await lambda.invoke({ deed: 'fail' })).toFailWith(/failed/)
    expect(await lambda.invoke({ deed: 'count' })).toReturn(2)
  })

  test('ends out of memory', { timeout: 120_000 }, async () => {
    const lambda = deeds({ memorySize: 128, timeout: 30 })
    expect(await lambda.invoke({ deed: 'buffers' })).toFailWith({ errorMessage: /signal: killed/ })
    expect(await lambda.invoke({ deed: 'heap' })).toFailWith({ errorMessage: /signal: killed/ })
    expect(await lambda.invoke({ deed: 'count' })).toReturn(1)
  })

  test('does nothing while it is frozen', async () => {
    const lambda = deeds()
    const left = await lambda.invoke({ deed: 'tick' })
    expect(left).toLeak('interval')
    await lambda.idle('1s')
    expect(await lambda.invoke({ deed: 'ticks' })).toReturn(1)
  })

  test('keeps its connections', async () => {
    const web = await counting(createServer((_request, response) => response.end('answer')))
    const url = `http://127.0.0.1:${web.port}/`
    const lambda = deeds()
    const first = await lambda.invoke({ deed: 'fetch', url })
    expect(first).toReturn('answer')
    expect(first).toOpenConnections(1)
    const again = await lambda.invoke({ deed: 'fetch', url })
    expect(again).toReturn('answer')
    expect(again).toReuseConnections(1)
    await web.close()
  })
})
