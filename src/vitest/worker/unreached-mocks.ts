// The warning about modules that the test mocks while the function that imports them runs in a thread, which has its own.

import { relative } from 'node:path'
import { inject } from 'vitest'
import { findMocker, type VitestMocker } from '../../effects/module-graph/vitest-modules.js'
import type { FetchedGraph } from '../../sandbox/thread/messages.js'
import type { Definition } from './definition.js'
import { threadsOf } from './file-threads.js'
import type { Worker } from './worker.js'

/**
 * Warns of the mocked modules among those that the function imports statically, with how to mock them. Not where it has a
 * setup: whoever wrote that knows, and may mock the same for functions in process.
 */
export async function lookForUnreachedMocks(worker: Worker, { config, code }: Definition): Promise<void> {
  const mocker = findMocker()
  if (!mocker || !mayMock(mocker) || config.setup !== undefined || code.kind !== 'module') return
  // A function in process that invokes this one has no part in what is asked.
  const graph = await worker.stage.outside(() => threadsOf(worker).graphOf(code))
  const mocked = graph.map((entry) => mockedName(mocker, entry)).filter((name) => name !== undefined)
  if (mocked.length > 0) worker.stage.outside(() => worker.warnOnce(warning(config.functionName, mocked.toSorted())))
}

/** Whether anything is mocked: a cold start where nothing is should not pay for the question what. */
function mayMock(mocker: VitestMocker): boolean {
  const mocks = mocker.getMockerRegistry?.().keys?.()
  return mocks === undefined || [...mocks].length > 0
}

function warning(functionName: string, mocked: readonly string[]): string {
  return (
    `${functionName}: ${mocked.join(', ')} ${mocked.length === 1 ? 'is' : 'are'} mocked by the test, whose mocks do not ` +
    "reach a function with isolation: 'thread'. Mock in the thread: give it { setup: './lambda.setup.ts' }, and write there " +
    `export default ({ mock }) => mock('${mocked[0]}', () => ({ … })); or give it { isolation: 'in-process' }.`
  )
}

/** As a setup names the module, if the test mocks it: those of the project from its root. */
function mockedName(mocker: VitestMocker, [url, module]: FetchedGraph[number]): string | undefined {
  const id = 'id' in module ? module.id : module.externalize
  const mock = mocker.getDependencyMockByUrl?.(url) ?? mocker.getDependencyMock(id)
  if (!mock || !('id' in module)) return mock && (mock.raw ?? url)
  const root = inject('vitestLambda')?.root ?? process.cwd()
  return `./${relative(root, module.file).replaceAll('\\', '/')}`
}
