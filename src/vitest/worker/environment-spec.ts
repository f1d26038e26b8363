// What an environment of a deployed function is made of: its definition, its place in one scope, and the host's variables.

import { hostTime } from '../../effects/host-time.js'
import type { EnvironmentSpec } from '../../environment/environment.js'
import { functionArn, logStreamName } from '../../function/identity.js'
import { lambdaVariables } from '../../function/variables.js'
import type { InitPlan } from '../../sandbox/port.js'
import type { Timeline } from '../../sandbox/timeline.js'
import type { Definition } from './definition.js'

/** The only version there is until one is published. */
export const LATEST = '$LATEST'

/** What an environment has of its own. */
export interface EnvironmentOrigin {
  readonly id: string
  readonly timeline: Timeline
  /** Names of the variables that the test process has. */
  readonly hostVariables: readonly string[]
}

/** The spec of one environment that begins now. */
export function environmentSpec(
  definition: Definition,
  { id, timeline, hostVariables }: EnvironmentOrigin,
): EnvironmentSpec {
  const { config, code, alreadyEvaluated } = definition
  const { functionName, runtime, region } = config
  const { logFormat, systemLogLevel, logGroup: logGroupName } = config.loggingConfig
  const stream = logStreamName({ startedAt: timeline.now, version: LATEST, id, functionName, logGroupName })
  return {
    id,
    code,
    alreadyEvaluated,
    plan: { ...plan(definition, stream), hostVariables },
    source: {
      format: logFormat,
      systemLogLevel,
      functionName,
      functionArn: functionArn(config),
      version: LATEST,
      logStreamName: stream,
      runtime,
      region,
      memorySizeMB: config.memorySize,
      ...(config.perEnvironment !== undefined && { initializationType: 'lambda-managed-instances' }),
    },
    timeoutMs: config.timeoutMs,
    time: timeline,
    cpu: hostTime.busy,
  }
}

type Plan = Omit<InitPlan, 'startsAt' | 'deadline' | 'hostVariables'>

function plan({ config }: Definition, stream: string): Plan {
  const logGroupName = config.loggingConfig.logGroup
  return {
    rules: config.rules,
    handlerString: config.handlerString,
    variables: lambdaVariables(config, { version: LATEST, logStreamName: stream, logGroupName, host: process.env }),
    taskRoot: config.taskRoot,
    tmpBytes: config.ephemeralStorage * 1024 * 1024,
    network: config.network,
    clock: config.clock,
    leaks: config.leaks,
  }
}
