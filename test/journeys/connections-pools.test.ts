// The pools that Node.js has once for all code: each environment has its own, and the test keeps what it had or put there.

import { handler, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import http, { createServer } from 'node:http'
import https from 'node:https'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { counting, type CountingServer } from '../servers/counting.js'

let web: CountingServer
let url: string

beforeAll(async () => {
  web = await counting(createServer((_request, response) => response.end('answer')))
  url = `http://127.0.0.1:${web.port}/`
})

afterAll(() => web.close())

const quiet: LambdaConfig = { console: 'silent' }
const agents = (): Lambda =>
  withLambda(() => import('./functions/connections/global-agents.js'), { ...quiet, environment: { URL: url } })

describe('the global agents of node:http and node:https', () => {
  const { globalAgent } = http
  const { globalAgent: secureAgent } = https

  afterEach(() => {
    http.globalAgent = globalAgent
  })

  test('are the same for the test before, while and after an environment uses its own', async () => {
    expect(await agents().invoke({ replace: true })).toReturn('answer through an agent for 7 sockets')
    expect(http.globalAgent).toBe(globalAgent)
    expect(https.globalAgent).toBe(secureAgent)
    expect(globalAgent.maxTotalSockets).toBe(Infinity)
    expect(Object.keys(globalAgent.freeSockets)).toEqual([])
  })

  test('are the environment’s own ones, with the settings of the shared ones', async () => {
    const lambda = agents()
    expect(await lambda.invoke({})).toReturn('answer through an agent for Infinity sockets')
    expect(await lambda.invoke({})).toReuseConnections(1)
  })

  test('keep what code of an environment puts in their place, for that environment', async () => {
    const lambda = agents()
    await lambda.invoke({ replace: true })
    expect(await lambda.invoke({})).toReturn('answer through an agent for 7 sockets')
    await lambda.recycle()
    expect(await lambda.invoke({})).toReturn('answer through an agent for Infinity sockets')
  })

  test('are the test’s where the test has put its own there', async () => {
    const own = new http.Agent({ keepAlive: true, maxSockets: 3 })
    http.globalAgent = own
    const lambda = agents()
    expect(await lambda.invoke({})).toReturn('answer through an agent for 3 sockets')
    expect(Object.values(own.freeSockets).flat()).toHaveLength(1)
    own.destroy()
  })

  test('serve requests of the test itself as ever', async () => {
    await agents().invoke({})
    const answered = await new Promise((resolve, reject) => {
      http.get(url, (response) => response.resume().on('end', () => resolve('answered'))).on('error', reject)
    })
    expect(answered).toBe('answered')
    globalAgent.destroy()
  })
})

interface Dispatcher {
  dispatch(options: object, handler: object): boolean
}

describe('the pool of fetch', () => {
  const slots = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')] as const
  const globals = globalThis as unknown as Record<symbol, Dispatcher | undefined>
  const fetching = (): Lambda<object, string> =>
    withLambda(
      handler(async () => (await fetch(url)).text()),
      quiet,
    )

  test('is the environment’s own: neither another environment nor the test uses its connections', async () => {
    const [one, other] = [fetching(), fetching()]
    const before = web.accepted
    const results = [await one.invoke({}), await other.invoke({}), await one.invoke({}), await other.invoke({})]
    await (await fetch(url)).text()
    expect(results.map(({ record }) => record.connections.opened.length)).toEqual([1, 1, 0, 0])
    expect(web.accepted - before).toBeLessThanOrEqual(3)
    expect(await one.invoke({})).toReuseConnections(1)
  })

  test('of the test goes on after the environments are gone', async () => {
    const lambda = fetching()
    await lambda.invoke({})
    await lambda.recycle()
    expect(await (await fetch(url)).text()).toBe('answer')
  })

  test('is the test’s where the test has put its own there', async () => {
    await fetch(url).then((response) => response.text())
    const before = slots.map((slot) => globals[slot])
    const asked = vi.fn<(path: unknown) => void>()
    const Default = before[1]?.constructor ?? before[0]?.constructor
    class Recording extends (Default as new () => Dispatcher) {
      override dispatch(options: { path?: string }, answer: object): boolean {
        asked(options.path)
        return super.dispatch(options, answer)
      }
    }
    const own = new Recording()
    for (const slot of slots) if (globals[slot]) globals[slot] = own
    expect(await fetching().invoke({})).toReturn('answer')
    for (const [index, slot] of slots.entries()) if (globals[slot]) globals[slot] = before[index]
    expect(asked.mock.calls).toEqual([['/']])
    expect(await fetching().invoke({})).toReturn('answer')
    expect(asked).toHaveBeenCalledTimes(1)
  })

  test('keeps what code of an environment puts in its place, for that environment', async () => {
    await fetch(url).then((response) => response.text())
    const asked = vi.fn<() => void>()
    const put = handler(async ({ own = false }: { own?: boolean }) => {
      for (const slot of slots) {
        const shared = globals[slot]
        if (own && shared) globals[slot] = { dispatch: (...args) => (asked(), shared.dispatch(...args)) }
      }
      return (await fetch(url)).text()
    })
    const lambda = withLambda(put, quiet)
    const before = slots.map((slot) => globals[slot])
    await lambda.invoke({ own: true })
    expect(asked).toHaveBeenCalledTimes(1)
    expect(slots.every((slot, index) => globals[slot] === before[index])).toBe(true)
    await lambda.invoke({})
    expect(asked).toHaveBeenCalledTimes(2)
    expect(await fetching().invoke({})).toReturn('answer')
    expect(asked).toHaveBeenCalledTimes(2)
  })
})
