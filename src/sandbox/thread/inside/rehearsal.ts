// What a thread that was booted ahead does until it is needed: it runs a function of its own, and forgets it.

import { hostTime } from '../../../effects/host-time.js'
import { Stage } from '../../../effects/stage.js'
import { InProcessSandbox } from '../../in-process/in-process.js'
import type { InitPlan, Invocation, SandboxCode, Settled } from '../../port.js'
import { Timeline } from '../../timeline.js'
import type { FetchedGraph } from '../messages.js'
import type { Modules } from './modules.js'

/** As many as it takes until V8 has compiled what loads them. */
const MODULES = 12
const SECOND = 1000

/** Those that AWS's client asks for. */
const VARIABLES = {
  AWS_LAMBDA_FUNCTION_NAME: 'rehearsal',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
  AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/rehearsal',
  AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]00000000000000000000000000000000',
}

/**
 * Half of a cold start from a thread that stands ready is V8, which compiles each function of ours when it is called for
 * the first time. So all of them are called before. The stage is another one, which replaces nothing: nothing of this
 * life is left for the next one to see. Gives how its invocation ended.
 */
export async function rehearse(modules: Modules): Promise<Settled> {
  const now = hostTime.epoch()
  const timeline = new Timeline(now)
  const sandbox = new InProcessSandbox({
    stage: new Stage('sole'),
    timeline,
    importModule: () => modules.rehearse(idOf(0), graph()),
    loading: () => modules.loading,
    evaluateFresh: (init) => init(),
    echo: undefined,
    unreported: () => undefined,
  })
  const code: SandboxCode = { kind: 'module', id: idOf(0), exportPath: 'handler' }
  await sandbox.start(code, planFrom(now), () => undefined)
  const invocation: Invocation = {
    index: 1,
    requestId: '00000000-0000-4000-8000-000000000000',
    event: '{}',
    deadline: now + SECOND,
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:rehearsal',
  }
  const settled = await sandbox.deliver(invocation, { frozenForMs: 0 }, () => undefined)
  sandbox.inspect('leftovers')
  sandbox.inspect('tmp')
  await sandbox.stop('shutdown')
  return settled
}

function planFrom(now: number): InitPlan {
  return {
    rules: 'nodejs24.x',
    handlerString: 'rehearsal.handler',
    variables: VARIABLES,
    hostVariables: [],
    taskRoot: '/rehearsal',
    tmpBytes: 512 * 1024 * 1024,
    network: 'loopback',
    clock: 'fake',
    leaks: 'on',
    startsAt: now,
    deadline: now + SECOND,
  }
}

const idOf = (index: number): string => `/rehearsal/${index}.js`

/** Modules as Vite makes them, each of which imports the next one. */
function graph(): FetchedGraph {
  return Array.from({ length: MODULES }, (_, index) => {
    const id = idOf(index)
    const imports = `const next = await __vite_ssr_import__(${JSON.stringify(idOf(index + 1))}, {"importedNames":["handler"]});`
    const code = `__vite_ssr_exportName__("handler", () => handler);${index + 1 < MODULES ? imports : ''}const handler = async () => ({});`
    return [id, { id, file: id, url: id, code }]
  })
}
