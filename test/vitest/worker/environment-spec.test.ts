import { describe, expect, test } from 'vitest'
import type { LambdaConfig } from '../../../src/function/config.js'
import { Stage } from '../../../src/effects/stage.js'
import type { EnvironmentSpec } from '../../../src/environment/environment.js'
import { Timeline } from '../../../src/sandbox/timeline.js'
import { define } from '../../../src/vitest/worker/definition.js'
import { environmentSpec } from '../../../src/vitest/worker/environment-spec.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'

const worker: Worker = { stage: new Stage(), ready: true, endings: new Set(), warnOnce: () => {} }
const id = '2f1c7b1e0d9a4c56b3e8f7a6d5c4b3a2'
const load = () => import('../../journeys/functions/cold-start/counter.js')

function specOf(config: LambdaConfig, code: unknown = load): EnvironmentSpec {
  const timeline = new Timeline(Date.parse('2026-01-31T12:00:00Z'))
  return environmentSpec(define(worker, code, config), {
    id,
    version: '$LATEST',
    provision: 'on-demand',
    timeline,
    hostVariables: ['HOME', 'TABLE'],
  })
}

describe('environmentSpec()', () => {
  test('names the log stream after the day, the version and the environment, for code and platform alike [CTX-8]', () => {
    const { source, plan } = specOf({ functionName: 'orders' })
    expect(source.logStreamName).toBe(`2026/01/31/[$LATEST]${id}`)
    expect(plan.variables).toMatchObject({
      AWS_LAMBDA_LOG_STREAM_NAME: source.logStreamName,
      AWS_LAMBDA_FUNCTION_VERSION: source.version,
      AWS_LAMBDA_FUNCTION_NAME: source.functionName,
    })
  })

  test('counts sizes in bytes and times in milliseconds', () => {
    const { plan, timeoutMs, source } = specOf({ ephemeralStorage: 1024, timeout: 5, memorySize: 256 })
    expect([plan.tmpBytes, timeoutMs, source.memorySizeMB]).toEqual([1024 * 1024 * 1024, 5000, 256])
  })

  test('lets loggingConfig decide about the platform’s lines, and tells the code by its variables [LOG-18, LOG-20]', () => {
    const { source, plan } = specOf({ loggingConfig: { logFormat: 'JSON', applicationLogLevel: 'WARN' } })
    expect(source.format).toBe('JSON')
    expect(plan.variables).toMatchObject({ AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'WARN' })
  })

  test('leaves the platform’s lines alone when variables of the function ask for JSON [ENV-10]', () => {
    const { source, plan } = specOf({ environment: { AWS_LAMBDA_LOG_FORMAT: 'JSON' } })
    expect(source.format).toBe('Text')
    expect(plan.variables).toMatchObject({ AWS_LAMBDA_LOG_FORMAT: 'JSON' })
  })

  test('carries the code, whether it was evaluated before, and the names of the host’s variables', () => {
    const [loaded, evaluated] = [specOf({}), specOf({}, async (event: unknown) => event)]
    expect(loaded.code).toMatchObject({ kind: 'inline', run: load, exportPath: 'handler' })
    expect([loaded.alreadyEvaluated, evaluated.alreadyEvaluated]).toEqual([false, true])
    expect(loaded.plan.hostVariables).toEqual(['HOME', 'TABLE'])
  })
})
