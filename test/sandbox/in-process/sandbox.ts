// An in-process sandbox as the environment has one: effects installed, one timeline, everything it says written down.

import { Stage } from '../../../src/effects/stage.js'
import { InProcessSandbox } from '../../../src/sandbox/in-process/in-process.js'
import type { InitPlan, Invocation, SandboxCode } from '../../../src/sandbox/port.js'
import { Timeline } from '../../../src/sandbox/timeline.js'

export const STARTS_AT: number = Date.parse('2026-01-31T12:00:00.000Z')

export interface Played {
  readonly sandbox: InProcessSandbox
  readonly timeline: Timeline
  readonly stage: Stage
  readonly lines: string[]
  readonly echoes: unknown[][]
  readonly unreported: Error[]
  /** Modules that are being loaded. */
  loading: number
  plan(given?: Partial<InitPlan>): InitPlan
  invocation(given?: Partial<Invocation>): Invocation
  emit: (entry: { readonly line: string }) => void
}

export function play(stage: Stage): Played {
  const timeline = new Timeline(STARTS_AT)
  const [lines, echoes, unreported]: [string[], unknown[][], Error[]] = [[], [], []]
  let loading = 0
  const sandbox = new InProcessSandbox({
    stage,
    timeline,
    importModule: () => Promise.reject(new Error('no modules here')),
    loading: () => loading,
    evaluateFresh: (init) => init(),
    echo: (method, args) => void echoes.push([method, ...args]),
    unreported: (fault) => void unreported.push(fault),
  })
  let invocations = 0
  return {
    sandbox,
    timeline,
    stage,
    lines,
    echoes,
    unreported,
    get loading() {
      return loading
    },
    set loading(count) {
      loading = count
    },
    emit: ({ line }) => void lines.push(line),
    plan: (given) => ({ ...basePlan, startsAt: timeline.now, deadline: timeline.now + 10_000, ...given }),
    invocation: (given) => ({
      requestId: `request-${++invocations}`,
      index: invocations,
      event: '{}',
      deadline: timeline.now + 3000,
      functionArn: 'arn:orders',
      ...given,
    }),
  }
}

/** Code that is a function already, or a loader of one. */
export function code(run: () => unknown): SandboxCode {
  return { kind: 'inline', run, exportPath: 'handler' }
}

const basePlan: Omit<InitPlan, 'startsAt' | 'deadline'> = {
  rules: 'nodejs24.x',
  handlerString: 'index.handler',
  variables: {
    AWS_LAMBDA_FUNCTION_NAME: 'orders',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
    AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
  },
  hostVariables: [],
  taskRoot: process.cwd(),
  tmpBytes: 1024 * 1024,
  network: 'loopback',
  clock: 'fake',
  leaks: 'on',
}
