// What an environment of a deployed function is made of: its definition, its place in one scope, and the host's variables.

import { hostTime } from '../../effects/host-time.js'
import type { EnvironmentSpec } from '../../environment/environment.js'
import type { Provision } from '../../environment/pool.js'
import { functionArn, logStreamName } from '../../function/identity.js'
import { type EnvironmentIdentity, lambdaVariables } from '../../function/variables.js'
import type { Timeline } from '../../sandbox/timeline.js'
import type { Definition } from './definition.js'

/** What an environment has of its own. */
export interface EnvironmentOrigin {
  readonly id: string
  /** `$LATEST`, or a number as text. */
  readonly version: string
  readonly provision: Provision
  readonly timeline: Timeline
  /** Names of the variables that the test process has. */
  readonly hostVariables: readonly string[]
}

/** The spec of one environment that begins now. */
export function environmentSpec(definition: Definition, origin: EnvironmentOrigin): EnvironmentSpec {
  const { id, version, timeline } = origin
  const { config, code, alreadyEvaluated } = definition
  const { functionName, runtime, region } = config
  const { logFormat, systemLogLevel, logGroup: logGroupName } = config.loggingConfig
  const stream = logStreamName({ startedAt: timeline.now, version, id, functionName, logGroupName })
  const initializationType = config.perEnvironment === undefined ? origin.provision : 'lambda-managed-instances'
  return {
    id,
    code,
    alreadyEvaluated,
    plan: {
      ...plan(definition, { version, logStreamName: stream, logGroupName, initializationType }),
      hostVariables: origin.hostVariables,
    },
    source: {
      format: logFormat,
      systemLogLevel,
      functionName,
      functionArn: functionArn(config),
      version,
      logStreamName: stream,
      runtime,
      region,
      memorySizeMB: config.memorySize,
      initializationType,
    },
    timeoutMs: config.timeoutMs,
    time: timeline,
    cpu: hostTime.busy,
  }
}

function plan(
  { config }: Definition,
  named: Omit<EnvironmentIdentity, 'host'>,
): Omit<EnvironmentSpec['plan'], 'hostVariables'> {
  return {
    rules: config.rules,
    handlerString: config.handlerString,
    variables: lambdaVariables(config, { ...named, host: process.env }),
    taskRoot: config.taskRoot,
    tmpBytes: config.ephemeralStorage * 1024 * 1024,
    network: config.network,
    clock: config.clock,
    leaks: config.leaks,
  }
}
