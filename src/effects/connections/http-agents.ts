// The global agents of node:http and node:https: each environment has its own, so that a cold one finds no connection.

import type http from 'node:http'
import type { Current, Effect, Undo } from '../effect.js'
import { process } from '../host-process.js'
import { patch, unwind } from '../patch.js'
import { routeProperty } from '../routed-property.js'
import type { ConnectionBook } from './connection-book.js'

/**
 * Routes both. `node:http` takes the agent of a request that names none from inside of Node.js, where nothing can be
 * routed: hence the second way in, by the method through which every request comes. An agent that the test has put in
 * their place is the test's for everybody.
 */
export const httpAgentsEffect: Effect<ConnectionBook> = { name: 'http-agents', install }

function install(current: Current<ConnectionBook>): Undo {
  // Not imported: `import 'node:http'` reads all of its exports, and by them loads undici, 50 ms in each worker.
  const modules = [process.getBuiltinModule('node:http'), process.getBuiltinModule('node:https')] as const
  const [http, https] = modules
  const defaults = new Set<object>()
  const another = (agent: http.Agent): http.Agent | undefined => anotherAgent(agent, modules)
  const own = (book: ConnectionBook, agent: http.Agent): http.Agent =>
    book.pools.replacementOf(agent) ?? book.pools.of(agent, another)
  const route = (module: { globalAgent: http.Agent }): Undo => {
    const shared = module.globalAgent
    if (another(shared)) defaults.add(shared)
    return routeProperty(module, 'globalAgent', current, {
      read: (book, outside) => (outside() === shared ? own(book, shared) : outside()),
      write: (book, value) => book.pools.replace(shared, value as http.Agent),
    }).undo
  }
  const ownOf = (agent: http.Agent): http.Agent | undefined => {
    const book = defaults.has(agent) ? current() : undefined
    return book && own(book, agent)
  }
  return unwind([route(http), route(https), routeRequests(http.Agent.prototype, ownOf)])
}

/** Read and not called: what runs between a request and its socket is then Node.js alone, in stacks too. */
function routeRequests(prototype: object, ownOf: (agent: http.Agent) => http.Agent | undefined): Undo {
  const { addRequest } = prototype as { addRequest: Function }
  return patch(prototype, 'addRequest', {
    get(this: http.Agent): Function {
      const agent = ownOf(this)
      if (agent === undefined || agent === this) return addRequest
      return (Reflect.get(agent, 'addRequest') as Function).bind(agent) as Function
    },
    set(this: object, value: unknown) {
      Object.defineProperty(this, 'addRequest', { value, configurable: true, enumerable: true, writable: true })
    },
  })
}

/** What Node.js makes its global agents with; it adds what it is told by command line or defaults to. */
const NODES_OWN: Readonly<Record<string, unknown>> = { keepAlive: true, scheduling: 'lifo', timeout: 5000 }
const ADDED: ReadonlySet<string> = new Set(['noDelay', 'path', 'proxyEnv', 'defaultPort', 'protocol'])

/**
 * A new agent like `agent`, which must be Node's or just like it: one with options of its own, or of a class of its own,
 * the test has put there before any environment ran.
 */
function anotherAgent(agent: http.Agent, modules: readonly { Agent: typeof http.Agent }[]): http.Agent | undefined {
  const { constructor, options } = agent as http.Agent & { readonly options?: http.AgentOptions }
  const module = modules.find(({ Agent }) => constructor === Agent)
  const isNodes = Object.entries(options ?? {}).every(([key, value]) => ADDED.has(key) || value === NODES_OWN[key])
  return module && isNodes ? new module.Agent(options) : undefined
}
