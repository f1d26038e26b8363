// Delivers a case at the sandbox port, where it sends what the public API refuses to send: broken JSON, odd headers.

import type { LambdaConfig } from '../../../src/function/config.js'
import { Environment } from '../../../src/environment/environment.js'
import { define } from '../../../src/vitest/worker/definition.js'
import { environmentSpec } from '../../../src/vitest/worker/environment-spec.js'
import { sandboxFor } from '../../../src/vitest/worker/sandbox-for.js'
import { requireScope } from '../../../src/vitest/worker/scope.js'
import { readyWorker } from '../../../src/vitest/worker/worker.js'
import type { Case } from './corpus.js'
import { handlerStringOf } from './handler-string.js'
import type { Played } from './play.js'
import { requestId, textOf, traceId } from './wire.js'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:conformance'

/** The n-th trace header of a case that sends one. */
function traceOf({ options }: Case, index: number): { traceId?: string } {
  return options.traceId === null ? {} : { traceId: traceId(index + 1) }
}

/** The environment that the public API would have made, given its invocations as texts. */
export async function deliverBelow(one: Case, config: LambdaConfig): Promise<Played[]> {
  const worker = readyWorker('the conformance suite')
  const scope = requireScope('the conformance suite')
  const definition = define(worker, handlerStringOf(one), config)
  const origin = { id: '0'.repeat(32), version: '$LATEST', timeline: scope.timeline, hostVariables: [] }
  const provision = 'on-demand'
  const sandbox = sandboxFor(worker, scope, definition)
  const environment = new Environment(environmentSpec(definition, { ...origin, provision }), sandbox)
  const results: Played[] = []
  try {
    for (const [index, event] of one.events.entries()) {
      const id = { requestId: requestId(index + 1), ...traceOf(one, index), functionArn: ARN }
      const text = textOf(event) ?? JSON.stringify(event)
      const { record, payload } = await environment.invoke({ ...one.headers, ...id, event: text })
      const failed = record.outcome !== 'response'
      results.push({ record, payload: JSON.parse(payload) as unknown, ...(failed && { functionError: 'Unhandled' }) })
    }
  } finally {
    await environment.shutDown()
  }
  return results
}
