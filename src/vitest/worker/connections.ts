// What event sources know of a lambda beside its public side: which function it is, and how to reach it in a test.

import type { FunctionConfig } from '../../function/config.js'
import { functionArn } from '../../function/identity.js'
import type { InvokeOptions } from '../../invoke/options.js'
import type { InvocationResult } from '../../record/result.js'
import type { SourceConnection, SourceTarget } from '../../sources/target.js'
import type { Deployment } from './deployment.js'
import type { Lambda } from './lambda.js'

/** The inside of a lambda. */
export interface Inside {
  /** As it was declared. */
  readonly config: FunctionConfig
  readonly qualifier?: string
  /** Its deployment in the running test, if that has used it: it may have been updated. */
  readonly deployed: () => Deployment | undefined
  /** Its deployment in the running test; `caller` is for the guide that is thrown outside of one. */
  readonly deployment: (caller: string) => Deployment
}

const insides = new WeakMap<Lambda, Inside>()

/** `lambda` can be connected to sources from now on. */
export function connect(lambda: Lambda, inside: Inside): void {
  insides.set(lambda, inside)
}

/** The inside of `lambda`, one of `withLambda()`'s or of `qualified()`'s. */
export function connectionOf(lambda: Lambda): Inside {
  const inside = insides.get(lambda)
  if (inside) return inside
  throw new TypeError(
    'a source is connected to what withLambda() returns, or qualified() of it: const orders = withLambda(…); sources.sqs(orders)',
  )
}

/** What a source invokes when it is connected to `lambda`. */
export function sourceConnection(lambda: Lambda): SourceConnection {
  const inside = connectionOf(lambda)
  const { config, qualifier, deployment } = inside
  if (config.isolatesTenants) throw namesNoTenant(config)
  const { functionName, region, accountId } = config
  const timeoutMs = longestTimeoutMs(inside)
  const fn = { functionName, functionArn: functionArn(config, qualifier), timeoutMs, region, accountId }
  const targets = new WeakMap<Deployment, SourceTarget>()
  const create = (home: Deployment): SourceTarget => ({
    ...fn,
    agenda: home.agenda,
    uuid: home.uuid,
    traceId: home.traceId,
    invoke: async (event, options) =>
      (await home.invokeWithin(event, optionsFor(qualifier, options))) as InvocationResult,
    queue: (event, pusher) => home.enqueue(event, qualifier, pusher),
    from: (entry) => home.verbs.from(entry),
    owes: (owed) => home.owes(owed),
    explain: (...told) => home.verbs.explain(...told),
    follow: (caller, verb) => home.verbs.follow(caller, verb),
  })
  return {
    function: fn,
    target(caller) {
      const home = deployment(caller)
      let target = targets.get(home)
      if (!target) targets.set(home, (target = create(home)))
      return target
    },
  }
}

/** Of what the source may invoke, as far as that is there: what is to be published later begins as what is there now. */
function longestTimeoutMs({ config, qualifier, deployed }: Inside): number {
  const deployment = deployed()
  if (!deployment) return config.timeoutMs
  const behind = qualifier === undefined ? [] : deployment.behind(qualifier)
  const definitions = behind.length > 0 ? behind : [deployment.definition]
  return Math.max(...definitions.map((definition) => definition.config.timeoutMs))
}

/** TEN-1. */
function namesNoTenant({ functionName }: FunctionConfig): TypeError {
  return new TypeError(
    `'${functionName}' has a tenancy configuration, so each invocation names its tenant, and a source names none: ` +
      "invoke it with { tenantId: 'blue' }, or leave tenancyConfig out where you test it with a source.",
  )
}

function optionsFor(qualifier: string | undefined, options: InvokeOptions | undefined): InvokeOptions | undefined {
  return qualifier === undefined ? options : { ...options, qualifier }
}
