// The module graph: each environment evaluates the project's own modules anew, and keeps its own evaluations.

import type { Current, Effect, Undo } from '../effect.js'
import { unwind } from '../patch.js'
import { requireCommonJs } from './common-js.js'
import { compileOnce } from './compiled-code.js'
import { hideTests, rememberImportMeta } from './import-meta.js'
import { countResolving, evaluateSpied, failAsNode, fetchOnce, linkStrictly } from './mocker.js'
import { routeTable } from './module-table.js'
import { routeRequireCache } from './require-cache.js'
import { SharedPackages } from './shared-packages.js'
import { type Evaluation, findFetched, findMocker, findModuleTable, type ModuleNode } from './vitest-modules.js'

/** The modules one environment has evaluated. Nothing crosses a cold start: a new environment begins with an empty one. */
export interface ModuleGraphState {
  /** The file that requires the handler's own, where the runtime does not import it. */
  readonly requiredBy?: string
  readonly evaluations: Map<ModuleNode, Evaluation>
  /** Files that `require()` has loaded for it, by path. */
  readonly required: Map<string, NodeJS.Module>
  /** Packages that its own code has required. */
  readonly asked: Set<string>
  /** Packages that were evaluated before this environment asked for them: their state is shared. */
  readonly sharedModules: Set<string>
  /** Those of them whose exports are not as the first environment found them. */
  readonly changedModules: Set<string>
}

/** Makes an empty module graph for one environment. */
export function createModuleGraph({ requiredBy }: Pick<ModuleGraphState, 'requiredBy'> = {}): ModuleGraphState {
  return {
    ...(requiredBy !== undefined && { requiredBy }),
    evaluations: new Map(),
    required: new Map(),
    asked: new Set(),
    sharedModules: new Set(),
    changedModules: new Set(),
  }
}

/**
 * Routes Vitest's module table and Node's require cache: code of an environment sees the environment's evaluations, all
 * other code sees the test's. What replaces a module (a factory's result, an automock, a file in `__mocks__`) stays one
 * instance, so the test can steer and read it; packages that Node loads itself cannot be evaluated twice and are listed
 * as shared.
 */
export const moduleGraphEffect: Effect<ModuleGraphState> = {
  name: 'module graph',
  install(current: Current<ModuleGraphState>): Undo {
    const [nodes, mocker] = [findModuleTable(), findMocker()]
    const freshFolders = new Set<string>()
    const packages = new SharedPackages()
    const undos = [routeRequireCache(freshFolders, packages, current)]
    if (mocker) {
      const { moduleRunner: runner } = mocker
      undos.push(
        countResolving(mocker),
        rememberImportMeta(runner, current),
        hideTests(runner.evaluator, current),
        compileOnce(runner.evaluator, current),
        failAsNode(runner, current),
        fetchOnce(runner, (url) => (current() ? findFetched(mocker, url) : undefined)),
        requireCommonJs(runner.evaluator, freshFolders),
      )
    }
    if (nodes) undos.push(routeTable(nodes, packages, current))
    if (nodes && mocker) {
      undos.push(evaluateSpied(mocker, nodes, current), linkStrictly(mocker.moduleRunner, nodes, current))
    }
    return unwind(undos)
  },
}
