// The global agents of node:http and node:https: each environment has its own, so that a cold one finds no connection.

import type http from 'node:http'
import type https from 'node:https'
import type { Current, Effect, Undo } from '../effect.js'
import { process } from '../host-process.js'
import { patch, unwind } from '../patch.js'
import { routeProperty } from '../routed-property.js'
import type { ConnectionBook } from './connection-book.js'

/**
 * Routes both. `node:http` takes the agent of a request that names none from inside of Node.js, where nothing can be
 * routed: hence the second way in, by the method through which every request comes. An agent that the test has put in
 * their place is the test's for everybody, for as long as it is there.
 */
export const httpAgentsEffect: Effect<ConnectionBook> = { name: 'http-agents', install }

type AgentModule = typeof http | typeof https

function install(current: Current<ConnectionBook>): Undo {
  // Not imported: `import 'node:http'` reads all of its exports, and by them loads undici, 50 ms in each worker.
  const modules = [process.getBuiltinModule('node:http'), process.getBuiltinModule('node:https')] as const
  const outside = new Map<AgentModule, () => unknown>()
  /** Agents of Node.js that everybody shares, or has shared: code may have kept hold of one that is no longer there. */
  const shared = new Set<http.Agent>()
  const moduleOf = (agent: http.Agent): AgentModule | undefined => modules.find((it) => outside.get(it)?.() === agent)
  const ownOf = (book: ConnectionBook, agent: http.Agent): http.Agent => {
    const module = moduleOf(agent)
    if (module && isNodes(agent)) shared.add(agent)
    const replacement = module && book.pools.replacementOf<object>(module)
    return (replacement as http.Agent | undefined) ?? book.pools.of(agent, (it) => anotherAgent(it, modules))
  }
  const route = (module: AgentModule): Undo => {
    const routed = routeProperty(module, 'globalAgent', current, {
      read: (book, there) => ownOf(book, there() as http.Agent),
      write: (book, value) => book.pools.replace<object>(module, value as http.Agent),
    })
    outside.set(module, routed.outside)
    return routed.undo
  }
  const [http, https] = modules
  return unwind([
    route(http),
    route(https),
    routeRequests(http.Agent.prototype, (agent) => {
      const book = current()
      return book && (shared.has(agent) || moduleOf(agent)) ? ownOf(book, agent) : undefined
    }),
  ])
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

/** What Node.js makes its global agents with. */
const NODES_OWN = Object.entries({ keepAlive: true, scheduling: 'lifo', timeout: 5000 })
/** What an agent has besides: Node.js adds it to every agent, or by what it was told by command line. */
const ADDED: ReadonlySet<string> = new Set(['noDelay', 'path', 'proxyEnv', 'defaultPort', 'protocol'])

const optionsOf = (agent: http.Agent): Readonly<Record<string, unknown>> =>
  (agent as { readonly options?: Readonly<Record<string, unknown>> }).options ?? {}

/** One with options of its own is what the test has made; so is one of a class of its own, which `anotherAgent` tells. */
function isNodes(agent: http.Agent): boolean {
  const options = optionsOf(agent)
  const known = NODES_OWN.every(([key, value]) => options[key] === value)
  return known && Object.keys(options).every((key) => ADDED.has(key) || NODES_OWN.some(([own]) => own === key))
}

/** A new agent like `agent`, if that is one of Node's. */
function anotherAgent(agent: http.Agent, modules: readonly AgentModule[]): http.Agent | undefined {
  const module = modules.find(({ Agent }) => agent.constructor === Agent)
  return module && isNodes(agent) ? new module.Agent(optionsOf(agent)) : undefined
}
