// The warning about modules that the test mocks while the function that imports them runs in a thread, which has its own.

import { dirname, relative, resolve } from 'node:path'
import { inject } from 'vitest'
import { findMocker, type VitestMocker } from '../../effects/module-graph/vitest-modules.js'
import type { FunctionConfig } from '../../function/config.js'
import type { FetchedGraph, FetchedModule } from '../../sandbox/thread/messages.js'
import type { Definition } from './definition.js'
import { threadsOf } from './file-threads.js'
import type { Worker } from './worker.js'

/**
 * Warns of the mocked modules among those that the function imports statically, with how to mock them. Where it has a setup,
 * of those that are among `loaded`: the ids of what its thread has loaded that the setup neither mocks nor imports.
 */
export async function lookForUnreachedMocks(
  worker: Worker,
  { config, code }: Definition,
  loaded?: readonly string[],
): Promise<void> {
  const mocker = findMocker()
  if (!mocker || !mayMock(mocker) || code.kind !== 'module') return
  if (config.setup !== undefined && !loaded) return
  // A function in process that invokes this one has no part in what is asked.
  const graph = await worker.stage.outside(() => threadsOf(worker).graphOf(code))
  const root = inject('vitestLambda')?.root ?? process.cwd()
  const folder = dirname(resolve(root, config.setup ?? SETUP))
  const mocked = graph
    .filter(([, module]) => !loaded || loaded.includes(idOf(module)))
    .map((entry) => mockedName(mocker, entry, folder))
    .filter((name) => name !== undefined)
  if (mocked.length > 0) worker.stage.outside(() => worker.warnOnce(warning(config, mocked.toSorted())))
}

/** What a setup module may be called that is not there yet. */
const SETUP = './lambda.setup.ts'

/** Whether anything is mocked: a cold start where nothing is should not pay for the question what. */
function mayMock(mocker: VitestMocker): boolean {
  const mocks = mocker.getMockerRegistry?.().keys?.()
  return mocks === undefined || [...mocks].length > 0
}

function warning({ functionName, setup }: FunctionConfig, mocked: readonly string[]): string {
  const [is, it] = mocked.length === 1 ? ['is', 'it'] : ['are', 'them']
  const what = `${functionName}: ${mocked.join(', ')} ${is} mocked by the test, whose mocks do not reach a function with `
  if (setup === undefined) {
    return (
      `${what}isolation: 'thread'. Mock in the thread: give it { setup: '${SETUP}' }, and write there ` +
      `export default ({ mock }) => mock('${mocked[0]}', () => ({ … })); or give it { isolation: 'in-process' }.`
    )
  }
  return (
    `${what}isolation: 'thread', and its setup '${setup}' does not mock ${it}. Mock ${it} there, too: ` +
    `mock('${mocked[0]}', () => ({ … })); where the real one is meant, mock('${mocked[0]}', (original) => original()); ` +
    `or give the function { isolation: 'in-process' }.`
  )
}

/** As a setup module in `folder` names the module, if the test mocks it. */
function mockedName(mocker: VitestMocker, [url, module]: FetchedGraph[number], folder: string): string | undefined {
  const mock = mocker.getDependencyMockByUrl?.(url) ?? mocker.getDependencyMock(idOf(module))
  if (!mock || !('id' in module)) return mock && (mock.raw ?? url)
  const path = relative(folder, module.file).replaceAll('\\', '/')
  return path.startsWith('.') ? path : `./${path}`
}

const idOf = (module: FetchedModule): string => ('id' in module ? module.id : module.externalize)
