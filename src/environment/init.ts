// Init of an environment of whatever kind: how it is begun, and how long it may take where no request waits for it.

import type { EmitLog, InitOutcome, InitPlan, Sandbox, SandboxCode } from '../sandbox/port.js'
import type { EnvironmentSpec, ExecutionEnvironment } from './spec.js'

const AHEAD_LIMIT_MS = 130_000

/**
 * How long Init may take that belongs to no request, in ms (INIT-3): 130 seconds, or the timeout of the function where that
 * is more.
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib and
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-execution-environment.html
 */
export function aheadLimitMs(timeoutMs: number): number {
  return Math.max(AHEAD_LIMIT_MS, timeoutMs)
}

/** What Init is to begin with, where something of it is run ahead of the request that it is for. */
export function initAhead({ code, plan, time, timeoutMs }: EnvironmentSpec): {
  readonly code: SandboxCode
  readonly plan: InitPlan
} {
  const startsAt = time.now
  return { code, plan: { ...plan, startsAt, deadline: startsAt + aheadLimitMs(timeoutMs) } }
}

/** What keeps a sandbox from running any of the function is no outcome: nothing becomes of its environment. */
export async function startSandbox(
  environment: ExecutionEnvironment,
  sandbox: Sandbox,
  plan: InitPlan,
  emit: EmitLog,
): Promise<InitOutcome> {
  try {
    return await sandbox.start(environment.spec.code, plan, emit)
  } catch (error) {
    await environment.shutDown()
    throw error
  }
}
