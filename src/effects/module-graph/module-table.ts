// Vitest's module table, routed: each environment has its own evaluation of every module that is the project's own.

import { fileURLToPath } from 'node:url'
import type { Current, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import type { ModuleGraphState } from './module-graph.js'
import type { SharedPackages } from './shared-packages.js'
import { followSpies } from './spies.js'
import type { Evaluation, ModuleNode } from './vitest-modules.js'

/** Routes the modules in the table, and those that are put into it later. */
export function routeTable(
  nodes: Map<string, ModuleNode>,
  packages: SharedPackages,
  current: Current<ModuleGraphState>,
): Undo {
  const routed = new Map<ModuleNode, Undo>()
  const spiesOn = (id: string) => (): unknown => nodes.get(`mock:${id}`)?.mockedExports
  const route = (node: ModuleNode): void => {
    if (!routed.has(node) && !isOneInstance(node.id))
      routed.set(node, routeNode(node, packages, current, spiesOn(node.id)))
  }
  for (const node of nodes.values()) route(node)
  const set = nodes.set
  const undoSet = patch(nodes, 'set', {
    value(this: Map<string, ModuleNode>, id: string, node: ModuleNode) {
      route(node)
      return set.call(this, id, node)
    },
  })
  return () => {
    undoSet()
    for (const undo of routed.values()) undo()
    routed.clear()
  }
}

/** Vitest's own modules and this package's, mocks, and files that stand in for mocked ones: everybody shares them. */
export function isOneInstance(id: string): boolean {
  return (
    id.startsWith('mock:') ||
    id.includes('/__mocks__/') ||
    /\/@?vitest(?:-virtual-\w+)?\/dist\//.test(id) ||
    id.startsWith(OWN_FOLDER)
  )
}

/** Where this package lies; Vite evaluates it where it is linked, and in its own repository. */
const OWN_FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../' : './', import.meta.url),
).replaceAll('\\', '/')

function routeNode(
  node: ModuleNode,
  packages: SharedPackages,
  current: Current<ModuleGraphState>,
  spies: () => unknown,
): Undo {
  const outside: Evaluation = { promise: node.promise, exports: node.exports, evaluated: node.evaluated }
  const evaluation = (): Evaluation => {
    const state = current()
    if (!state) return outside
    const own = state.evaluations.get(node)
    if (own) return own
    const external = node.meta?.externalize
    if (external !== undefined && outside.promise) packages.found(state, external, node, outside.exports)
    const begun = external === undefined ? { promise: undefined, exports: undefined, evaluated: false } : outside
    state.evaluations.set(node, begun)
    return begun
  }
  const undos = (['promise', 'exports', 'evaluated'] as const).map((field) =>
    patch(node, field, {
      get: () => evaluation()[field],
      set(value: never) {
        const own = evaluation()
        own[field] = value
        if (field !== 'evaluated' || !value) return
        if (own !== outside) followSpies(own.exports, () => spies() ?? outside.exports)
        else if (current()) packages.evaluated(node.meta?.externalize ?? '', node, own.exports)
      },
    }),
  )
  const undo = unwind(undos)
  return () => {
    undo()
    Object.assign(node, outside)
  }
}
