// Notes what `invoke` did in its test's meta, for the table that `npm run examples` prints. No example needs this file.

import { handler, type InvocationResult, withLambda } from 'vitest-lambda'
import { aroundEach, type TestContext } from 'vitest'
import { AsyncLocalStorage } from 'node:async_hooks'

/** What the table shows of one invocation. */
export interface NotedInvocation {
  readonly functionName: string
  readonly environmentId: string
  readonly start: 'cold' | 'warm' | 'reset'
  /** How long the environment was frozen before. */
  readonly idleMs?: number
  readonly initMs?: number
  readonly durationMs: number
  readonly billedMs: number
  readonly outcome: string
}

declare module 'vitest' {
  interface TaskMeta {
    invocations?: NotedInvocation[]
  }
}

type Invoke = (...args: unknown[]) => Promise<InvocationResult>

const tests = new AsyncLocalStorage<TestContext['task']>()
const noting = Symbol.for('examples.noting')

aroundEach(async (runTest, { task }) => {
  await tests.run(task, runTest)
})

// All lambdas have one prototype. It outlives the test file where workers are shared, so it is changed once.
const lambdas = Object.getPrototypeOf(withLambda(handler(() => null))) as { invoke: Invoke; [noting]?: true }
if (!lambdas[noting]) {
  const { invoke } = lambdas
  lambdas[noting] = true
  lambdas.invoke = async function (this: unknown, ...args) {
    const result = await invoke.apply(this, args)
    const meta = tests.getStore()?.meta
    const record = recordOf(result)
    if (meta && record) (meta.invocations ??= []).push(note(record))
    return result
  }
}

/**
 * Reading `result.record` would count as having looked at a failure; its descriptor does not. An asynchronous event has
 * none yet.
 */
function recordOf(result: InvocationResult): InvocationResult['record'] | undefined {
  return Object.getOwnPropertyDescriptor(result, 'record')?.value as InvocationResult['record'] | undefined
}

function note(record: InvocationResult['record']): NotedInvocation {
  const { report, phases, coldStart, invocationIndex } = record
  const idleMs = phases.find(({ phase }) => phase === 'freeze')?.durationMs
  return {
    functionName: record.functionArn.split(':').at(-1) ?? '',
    environmentId: record.environmentId,
    start: !coldStart ? 'warm' : invocationIndex > 1 ? 'reset' : 'cold',
    ...(idleMs !== undefined && { idleMs }),
    ...(report.initDurationMs !== undefined && { initMs: report.initDurationMs }),
    durationMs: report.durationMs,
    billedMs: report.billedDurationMs,
    outcome: record.outcome,
  }
}
