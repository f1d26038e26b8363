// The functions of a setup module as a test calls them: in the thread of an environment, so each gives a promise.

import type { ExecutionEnvironment } from '../../environment/environment.js'
import { initAhead } from '../../environment/init.js'
import type { AnyFunction } from '../../function/callable.js'
import type { FunctionConfig } from '../../function/config.js'
import { isFrame } from '../../record/frame.js'
import { cannotCross } from '../../sandbox/thread/cannot-cross.js'
import type { ThreadSandbox } from '../../sandbox/thread/thread-sandbox.js'

/** The functions that `Module` exports by name; what they give arrives as a promise. */
export type SetupCalls<Module extends object> = {
  readonly [Name in keyof Module as Name extends 'default' ? never : Module[Name] extends AnyFunction ? Name : never]: (
    ...args: Module[Name] extends AnyFunction ? Parameters<Module[Name]> : never
  ) => Promise<Module[Name] extends AnyFunction ? Awaited<ReturnType<Module[Name]>> : never>
}

/** Every name is a function: only the thread knows which of them there are. */
export function setupCalls<Module extends object>(
  call: (name: string, args: readonly unknown[]) => Promise<unknown>,
): SetupCalls<Module> {
  // Nobody has a promise here, but whoever awaits it looks for `then`.
  const get = (_: object, name: string | symbol): unknown =>
    typeof name === 'symbol' || name === 'then' ? undefined : fromTheTest((args) => call(name, args))
  return new Proxy({}, { get }) as SetupCalls<Module>
}

/** What it rejects with has the line of the test behind its own, which may all be the thread's. */
function fromTheTest(call: (args: readonly unknown[]) => Promise<unknown>): AnyFunction {
  const called = (...args: unknown[]): Promise<unknown> => {
    const here: { stack?: string } = {}
    Error.captureStackTrace(here, called)
    const frames = (here.stack ?? '').split('\n').filter(isFrame)
    return call(args).catch((error: unknown) => {
      if (error instanceof Error && !error.stack?.includes(frames[0] ?? '')) {
        error.stack = [error.stack ?? String(error), ...frames].join('\n')
      }
      throw error
    })
  }
  return called
}

/** The environments of a function, and the thread of each of them. */
export interface SetupHolders {
  readonly config: FunctionConfig
  /** Of those that were used at the same time, the last one last. */
  readonly environments: readonly ExecutionEnvironment[]
  /** Makes the one that the next invocation takes. */
  readonly prepare: () => ExecutionEnvironment
  readonly threadOf: (environment: ExecutionEnvironment) => ThreadSandbox | undefined
}

/**
 * Calls one in the environment that was used last, or where there is none in the one that the next invocation takes.
 * Rejects with a guide where there is no function to call.
 */
export async function callSetup(
  { config, environments, prepare, threadOf }: SetupHolders,
  name: string,
  args: readonly unknown[],
): Promise<unknown> {
  const call = `${config.functionName}: setup().${name}()`
  if (config.setup === undefined) throw new Error(`${call} ${NO_SETUP}`)
  try {
    structuredClone(args)
  } catch (error) {
    throw new TypeError(cannotCross(`an argument of ${call}`, error), { cause: error })
  }
  const environment = environments.length > 0 ? usedLast(environments) : prepare()
  if (!environment) throw new Error(`${call} ${IN_FLIGHT}`)
  const thread = threadOf(environment)
  const isLost = environment.phase === 'frozen' && thread?.inspect('process') === 'lost'
  if (!thread || isLost) throw new Error(`${call} ${LOST}`)
  try {
    return await thread.setup.call(name, args, () => (hasBegun(environment) ? undefined : initAhead(environment.spec)))
  } finally {
    // Unless an invocation has come meanwhile, which finds that out.
    if (thread.setup.endedProcess && environment.phase === 'frozen') await environment.shutDown()
  }
}

/** Of those that nothing runs in; one that has not begun comes after all others. */
function usedLast(environments: readonly ExecutionEnvironment[]): ExecutionEnvironment | undefined {
  const frozen = environments.filter(({ phase }) => phase === 'frozen')
  const last = frozen.toSorted((a, b) => a.frozenAt - b.frozenAt).at(-1)
  return last ?? environments.find(({ phase }) => phase === 'new')
}

/** Init waits for the calls that were made before it. */
function hasBegun({ phase }: ExecutionEnvironment): boolean {
  return phase !== 'new' && phase !== 'init'
}

const NO_SETUP =
  `calls a function that the module of setup exports, and there is none: withLambda(code, { isolation: 'thread', ` +
  `setup: './lambda.setup.ts' }).`
const IN_FLIGHT = `runs while the environment is frozen, and an invocation is in flight: await that first.`
const LOST =
  `runs in the environment that was used last, whose process has ended with its invocation, and with it what its spies ` +
  `have seen. The next invocation begins a new one, and evaluates the module of setup again.`
