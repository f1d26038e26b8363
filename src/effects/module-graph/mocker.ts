// Vitest's mocker and module runner, as code of an environment meets them.

import type { Current, Undo } from '../effect.js'
import { patch } from '../patch.js'
import { loadFailure } from './load-failure.js'
import { exportsAreStatic, refuseMissingExports } from './missing-exports.js'
import type { ModuleGraphState } from './module-graph.js'
import { type ModuleNode, type ModuleRunner, RESOLVING, type VitestMocker } from './vitest-modules.js'

/** Counts ids that are being resolved: Vitest keeps a list of what is being fetched, which comes after. */
export function countResolving(mocker: VitestMocker): Undo {
  const original = mocker.resolveId
  const counter = { pending: 0 }
  async function resolveId(this: VitestMocker, ...args: Parameters<VitestMocker['resolveId']>): Promise<unknown> {
    counter.pending++
    try {
      return await original.apply(this, args)
    } finally {
      counter.pending--
    }
  }
  return patch(mocker, 'resolveId', { value: Object.assign(resolveId, { [RESOLVING]: counter }) })
}

/**
 * A module mocked with `{ spy: true }` is evaluated anew in each environment, as if it were not mocked: its functions are
 * then watched by the spies that the test sees, while the state behind them is the environment's own.
 */
export function evaluateSpied(
  mocker: VitestMocker,
  nodes: ReadonlyMap<string, ModuleNode>,
  current: Current<ModuleGraphState>,
): Undo {
  const original = mocker.getDependencyMock
  return patch(mocker, 'getDependencyMock', {
    value(this: VitestMocker, id: string) {
      const mock = original.call(this, id)
      if (mock?.type !== 'autospy' || !current()) return mock
      const node = nodes.get(id)
      return node && node.meta?.externalize === undefined ? undefined : mock
    },
  })
}

/**
 * An import of a module that `find` knows by its URL gets that one at once: the runner would ask for it again, and be told
 * the same a dozen promises later, for each module of each cold start.
 */
export function fetchOnce(runner: ModuleRunner, find: (url: string) => ModuleNode | undefined): Undo {
  const original = runner.cachedModule
  if (!original) return () => undefined
  return patch(runner, 'cachedModule', {
    value(this: ModuleRunner, url: string, importer?: string): Promise<unknown> {
      const fetched = find(url)
      return fetched ? Promise.resolve(fetched) : original.call(this, url, importer)
    },
  })
}

/** What code of an environment imports fails to load with the words of Node.js. */
export function failAsNode(runner: ModuleRunner, current: Current<object>): Undo {
  const original = runner.cachedModule
  if (!original) return () => undefined
  return patch(runner, 'cachedModule', {
    value(this: ModuleRunner, url: string, importer?: string): Promise<unknown> {
      const answer = original.call(this, url, importer)
      if (!current()) return answer
      return answer.catch(async (error: unknown) => {
        throw await loadFailure(error, { url, importer })
      })
    },
  })
}

/** Code of an environment that imports what is not exported fails as under Node.js. */
export function linkStrictly(
  runner: ModuleRunner,
  nodes: ReadonlyMap<string, ModuleNode>,
  current: Current<ModuleGraphState>,
): Undo {
  const original = runner.cachedRequest
  return patch(runner, 'cachedRequest', {
    // Not an async function: the test's own imports shall not find one more frame in their stacks.
    value(this: ModuleRunner, ...args: Parameters<ModuleRunner['cachedRequest']>): Promise<unknown> {
      const answer = original.apply(this, args)
      const [specifier, node, callstack, { importedNames: names } = {}] = args
      const importer = names && current() ? nodes.get(callstack?.at(-1) ?? '') : undefined
      if (!names || !importer) return answer
      return answer.then((exports) => {
        // A mock stands for itself, and half of a cycle of imports is not evaluated yet.
        const linked = node.evaluated && exports === node.exports && exportsAreStatic(node)
        if (linked) refuseMissingExports({ specifier, names, exports: exports as object, importer, file: node.file })
        return exports
      })
    },
  })
}
