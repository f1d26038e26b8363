import http from 'node:http'
import https from 'node:https'
import { expect, test, vi } from 'vitest'
import { ConnectionBook } from '../../../src/effects/connections/connection-book.js'
import { httpAgentsEffect } from '../../../src/effects/connections/http-agents.js'

type Requests = { addRequest: (...args: unknown[]) => unknown }

function routed(): {
  run: <Result>(book: ConnectionBook, code: () => Result) => Result
  undo: () => void
} & Disposable {
  let current: ConnectionBook | undefined
  const undo = httpAgentsEffect.install(() => current)
  const run = <Result>(book: ConnectionBook, code: () => Result): Result => {
    current = book
    try {
      return code()
    } finally {
      current = undefined
    }
  }
  return { run, undo, [Symbol.dispose]: undo }
}

test.each([
  ['node:http', http],
  ['node:https', https],
] as const)('each environment sees its own global agent of %s, made when first looked at', (_name, module) => {
  using routes = routed()
  const shared = module.globalAgent
  const [one, other] = [new ConnectionBook(), new ConnectionBook()]
  const agents = [one, other, one].map((book) => routes.run(book, () => module.globalAgent))
  expect(agents[0]).toBe(agents[2])
  expect(new Set([...agents, shared]).size).toBe(3)
  expect(agents.every((agent) => agent.constructor === module.Agent)).toBe(true)
  const { options } = shared as unknown as { options: object }
  expect((agents[0] as unknown as { options: object }).options).toMatchObject({ ...options })
})

test('a request that names no agent comes to the environment’s own, by a way that nothing can see', () => {
  using routes = routed()
  const book = new ConnectionBook()
  const own = routes.run(book, () => http.globalAgent) as unknown as Requests
  const asked = vi.spyOn(own, 'addRequest').mockReturnValue(undefined)
  const request = {}
  routes.run(book, () => (http.globalAgent as unknown as Requests).addRequest(request))
  expect(asked.mock.calls).toEqual([[request]])
  // `http.request()` takes the shared agent from inside of Node.js.
  const shared = http.globalAgent as unknown as Requests
  routes.run(book, () => shared.addRequest(request))
  expect(asked.mock.calls).toEqual([[request], [request]])
})

test('an agent of a function’s own is left alone', () => {
  using routes = routed()
  const agent = new http.Agent() as unknown as Requests
  const { prototype } = http.Agent as unknown as { prototype: Requests }
  expect(routes.run(new ConnectionBook(), () => agent.addRequest)).toBe(prototype.addRequest)
})

test('what code of an environment assigns is its own', () => {
  using routes = routed()
  const [book, other] = [new ConnectionBook(), new ConnectionBook()]
  const mine = new http.Agent()
  const shared = http.globalAgent
  routes.run(book, () => (http.globalAgent = mine))
  expect(routes.run(book, () => http.globalAgent)).toBe(mine)
  expect(routes.run(other, () => http.globalAgent)).not.toBe(mine)
  expect(http.globalAgent).toBe(shared)
  const asked = vi.spyOn(mine as unknown as Requests, 'addRequest').mockReturnValue(undefined)
  routes.run(book, () => (shared as unknown as Requests).addRequest('request'))
  expect(asked).toHaveBeenCalledOnce()
})

test('what the test assigns is everybody’s', () => {
  using routes = routed()
  const shared = http.globalAgent
  const tests = new http.Agent()
  http.globalAgent = tests
  expect(routes.run(new ConnectionBook(), () => http.globalAgent)).toBe(tests)
  http.globalAgent = shared
})

test.each([
  ['options of its own', new http.Agent({ keepAlive: true, maxSockets: 1 })],
  ['a class of its own', new (class extends http.Agent {})()],
])('an agent with %s that the test has put there before any environment ran is everybody’s', (_what, tests) => {
  const nodes = http.globalAgent
  http.globalAgent = tests
  using routes = routed()
  expect(routes.run(new ConnectionBook(), () => http.globalAgent)).toBe(tests)
  expect(routes.run(new ConnectionBook(), () => (tests as unknown as Requests).addRequest)).toBe(
    (nodes as unknown as Requests).addRequest,
  )
  routes.undo()
  http.globalAgent = nodes
})

test('an agent of the test that was there when the first environment ran leaves no trace when it is taken away', () => {
  const nodes = http.globalAgent
  http.globalAgent = new http.Agent({ maxSockets: 1 })
  using routes = routed()
  http.globalAgent = nodes
  const book = new ConnectionBook()
  const own = routes.run(book, () => http.globalAgent)
  expect(own).not.toBe(nodes)
  expect(own.maxSockets).toBe(nodes.maxSockets)
  const mine = new http.Agent()
  routes.run(book, () => (http.globalAgent = mine))
  expect(routes.run(book, () => http.globalAgent)).toBe(mine)
})

test('what code of an environment assigns over an agent of the test is its own too', () => {
  using routes = routed()
  const nodes = http.globalAgent
  const tests = new http.Agent()
  http.globalAgent = tests
  const [book, other] = [new ConnectionBook(), new ConnectionBook()]
  const mine = new http.Agent()
  routes.run(book, () => (http.globalAgent = mine))
  expect(routes.run(book, () => http.globalAgent)).toBe(mine)
  expect(routes.run(other, () => http.globalAgent)).toBe(tests)
  http.globalAgent = nodes
})

test('the environment’s own agent is not taken for the shared one that it is like', () => {
  using routes = routed()
  const book = new ConnectionBook()
  const own = routes.run(book, () => http.globalAgent) as unknown as Requests
  const { prototype } = http.Agent as unknown as { prototype: Requests }
  expect(routes.run(book, () => own.addRequest)).toBe(prototype.addRequest)
})

test('a subclass may have a method of its own', () => {
  using _routes = routed()
  class Special extends http.Agent {}
  const prototype = Special.prototype as unknown as Requests
  prototype.addRequest = () => 'special'
  expect((new Special() as unknown as Requests).addRequest()).toBe('special')
})

test('the undo puts everything back', () => {
  const targets = [
    [http, 'globalAgent'],
    [https, 'globalAgent'],
    [http.Agent.prototype, 'addRequest'],
  ] as const
  const descriptors = (): unknown[] => targets.map(([target, key]) => Object.getOwnPropertyDescriptor(target, key))
  const before = descriptors()
  const routes = routed()
  expect(descriptors()).not.toEqual(before)
  routes.undo()
  expect(descriptors()).toEqual(before)
})
