// `process.env` of an environment: its own variables and nothing of the host's.

import { syncBuiltinESMExports } from 'node:module'
import { process } from './host-process.js'
import type { Current, Effect, Undo } from './effect.js'
import { unwind } from './patch.js'
import { routeMethod, routeProperty } from './routed-property.js'
import { isHostNoise } from './variables/host-noise.js'
import { loadEnvFile } from './variables/load-env-file.js'
import { variablesProxy } from './variables/variables-proxy.js'
import { routeWorkerVariables } from './variables/worker-variables.js'

export interface VariablesState {
  /** In the order in which they were set, as Node.js lists them. */
  readonly values: Map<string, string>
  /** What code of the environment put in place of `process.loadEnvFile`. */
  readonly own: Map<unknown, unknown>
  /** Called when a variable is read that is not set. */
  noteMissing(name: string): void
  /** Names read as undefined since the last call, that the test process has; each once, in the order of the reads. */
  takeMissing(): readonly string[]
}

export interface VariablesOptions {
  /** All of `process.env` inside (ENV-4). */
  readonly variables: Readonly<Record<string, string>>
  /** Names of the variables that the test process has. */
  readonly hostNames: Iterable<string>
}

const NOTHING: readonly string[] = Object.freeze([])

export function createVariables({ variables, hostNames }: VariablesOptions): VariablesState {
  let host: ReadonlySet<string> | undefined
  const missing = new Set<string>()
  return {
    // Changes last as long as the environment, so they reach the next warm invocation (ENV-9).
    values: mapOf(variables),
    own: new Map(),
    noteMissing(name) {
      host ??= new Set(hostNames)
      if (host.has(name) && !isHostNoise(name)) missing.add(name)
    },
    takeMissing() {
      if (missing.size === 0) return NOTHING
      const names = [...missing]
      missing.clear()
      return names
    },
  }
}

export const variablesEffect: Effect<VariablesState> = {
  name: 'variables',
  install(current: Current<VariablesState>, follow = syncBuiltinESMExports): Undo {
    const host = process.env
    const outside = (): object => {
      const shown = env.outside() as object
      return shown === proxy ? host : shown
    }
    const proxy = variablesProxy(current, outside)
    // One object for everybody, so that `import { env } from 'node:process'` and `const { env } = process` are right
    // for every environment; a test that assigns an object of its own reads that object back.
    const env = routeProperty(
      process,
      'env',
      current,
      {
        read: () => proxy,
        write: (state, value) => {
          if (value !== proxy) replaceAll(state, value)
        },
      },
      { value: proxy },
    )
    const undo = unwind([
      env.undo,
      routeMethod(process, 'loadEnvFile', current, loadEnvFile, (state) => state.own),
      routeWorkerVariables(current),
    ])
    follow()
    return () => {
      undo()
      follow()
    }
  },
}

/** As `new Map(Object.entries(…))` for a third of its price, which every cold start pays. */
function mapOf(variables: Readonly<Record<string, string>>): Map<string, string> {
  const map = new Map<string, string>()
  for (const name of Object.keys(variables)) map.set(name, variables[name] as string)
  return map
}

/** `process.env = …` by code of an environment. */
function replaceAll(state: VariablesState, value: unknown): void {
  const entries = Object.entries(Object(value) as Record<string, unknown>)
  state.values.clear()
  for (const [name, entry] of entries) if (entry !== undefined) state.values.set(name, String(entry))
}
