// Runs a case through this package and tells what it did, in the terms of a recording.

import { type InvocationResult, withLambda } from 'vitest-lambda'
import type { LambdaConfig } from '../../../src/function/config.js'
import { MalformedHandlerNameError } from '../../../src/function/handler-string.js'
import type { Answer, Case } from './corpus.js'
import { handlerStringOf } from './handler-string.js'
import { deliverBelow } from './port.js'
import type { Runtime } from './runtimes.js'
import type { SandboxUnderTest } from './sandboxes.js'
import { uniform } from './uniform.js'
import type { View } from './view.js'
import { requestId, textOf, traceId } from './wire.js'

/** What an invocation gives, by the public API or below it. */
export type Played = Pick<InvocationResult, 'payload' | 'functionError' | 'record' | 'stream'>

/** One view for each invocation. */
export async function play(one: Case, runtime: Runtime, sandbox: SandboxUnderTest): Promise<View[]> {
  try {
    const config = configOf(one, runtime, sandbox)
    const results = one.below === 'port' ? await deliverBelow(one, config) : await invokeAll(one, config)
    return viewsOf(results, one)
  } catch (error) {
    // withLambda() refuses what Lambda would refuse at Init (RES-3, RES-4).
    const cause = error instanceof Error ? error.cause : undefined
    if (!(cause instanceof MalformedHandlerNameError)) throw error
    const { errorType, message } = cause
    const refused = { cold: true, answer: { error: { errorType, errorMessage: message } }, lines: [] }
    return [uniform(refused, namesOf(one, []))]
  }
}

function configOf(one: Case, runtime: Runtime, { isolation }: SandboxUnderTest): LambdaConfig {
  const { env, timeout, taskRoot } = one
  return {
    // Only such a function is invoked for a tenant.
    ...(one.options?.tenantId !== undefined && { tenancyConfig: { tenantIsolationMode: 'PER_TENANT' } }),
    functionName: 'conformance',
    runtime: runtime.id,
    environment: env,
    timeout,
    taskRoot,
    isolation,
    console: 'silent',
    // Failures are what is looked for.
    unobserved: 'off',
  }
}

async function invokeAll(one: Case, config: LambdaConfig): Promise<Played[]> {
  const lambda = withLambda(handlerStringOf(one), config)
  const results: Played[] = []
  for (const [index, event] of one.events.entries()) {
    if (index > 0 && one.gapMs > 0) await lambda.idle(one.gapMs)
    results.push(await lambda.invoke(eventOf(event), { ...one.options, traceId: traceId(index + 1) }))
  }
  return results
}

function eventOf(event: unknown): unknown {
  const text = textOf(event)
  return text === undefined ? event : JSON.parse(text)
}

function viewsOf(results: readonly Played[], one: Case): View[] {
  const names = namesOf(
    one,
    results.map(({ record }) => record.requestId),
  )
  return results.map(({ payload, functionError, record, stream }) => {
    // Who looks at what was left behind is not warned of it.
    void record.leaks
    void record.resumed
    const lines = record.logs.filter(({ source }) => source === 'application').map(({ line }) => line)
    return uniform(
      { cold: record.coldStart, answer: streamOf(stream, record) ?? answerOf(payload, functionError, record), lines },
      names,
    )
  })
}

function streamOf(stream: Played['stream'], { outcome }: Played['record']): Answer | undefined {
  if (!stream || outcome === 'timeout' || outcome === 'exit') return undefined
  const { contentType, metadata, bytes, error } = stream
  const text = Buffer.from(bytes).toString()
  return { stream: { contentType, ...(metadata && { metadata }), text, ...(error && { error }) } }
}

function answerOf(payload: unknown, functionError: string | undefined, { outcome }: Played['record']): Answer {
  if (outcome === 'timeout') return { timeout: true }
  return functionError === undefined ? { response: payload } : { error: payload }
}

/** What this run calls things, in the words of a recording. */
function namesOf(one: Case, ids: readonly string[]): (value: string) => string {
  const handlerString = handlerStringOf(one)
  const prefix = handlerString.slice(0, -one.handler.length)
  return (value) => {
    let text = value.replaceAll(handlerString, one.handler)
    for (const [index, id] of ids.entries()) text = text.replaceAll(id, requestId(index + 1))
    return text
      .replaceAll(one.taskRoot, '/var/task')
      .replaceAll(`'${prefix}`, "'")
      .replaceAll(/\b20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<TIME>')
      .replaceAll(/\(node:\d+\)/g, '(node:<PID>)')
      .replaceAll(/\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}/g, `2026/01/01/[$LATEST]${'0'.repeat(32)}`)
  }
}
