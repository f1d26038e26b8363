import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  endLines,
  initEndLines,
  initStartLines,
  type PlatformEnd,
  type PlatformSource,
  startLines,
} from '../../src/record/platform-lines.js'
import type { LogEntry, Report } from '../../src/record/record.js'

const AT = Date.parse('2026-01-31T12:00:00.000Z')
const ID = '8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b'

const text: PlatformSource = {
  format: 'Text',
  functionName: 'orders',
  functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
  version: '$LATEST',
  logStreamName: '2026/01/31/[$LATEST]2f1c7b1e0d9a4c56b3e8f7a6d5c4b3a2',
  runtime: 'nodejs22.x',
  region: 'eu-west-1',
  memorySizeMB: 256,
}
const json: PlatformSource = { ...text, format: 'JSON' }

const warm: Report = { durationMs: 128.829, billedDurationMs: 129, memorySizeMB: 256, maxMemoryUsedMB: 74, cpuMs: 3 }
const cold: Report = { ...warm, initDurationMs: 166.618 }

function end(report: Report, ended: PlatformEnd['ended'], more: Partial<PlatformEnd> = {}): PlatformEnd {
  return { at: AT, requestId: ID, report, ended, ...more }
}

/** Type and record of each line in the JSON format. */
function parsed(lines: readonly LogEntry[]): Readonly<Record<string, unknown>> {
  const events = lines.map(({ line }) => JSON.parse(line) as { time: string; type: string; record: unknown })
  expect(events.map(({ time }) => time)).toEqual(events.map(() => '2026-01-31T12:00:00.000Z'))
  return Object.fromEntries(events.map(({ type, record }) => [type, record]))
}

describe('INIT_START', () => {
  test('names the runtime and a version of it, without a request [LOG-1]', () => {
    const line = `INIT_START Runtime Version: nodejs:22\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:${'0'.repeat(64)}`
    expect(initStartLines(text, AT)).toEqual([{ source: 'platform', line }])
  })

  test('names an ARN of the partition that the function is in [LOG-1]', () => {
    const region = 'cn-north-1'
    const source = { ...text, region, functionArn: `arn:aws-cn:lambda:${region}:123456789012:function:orders` }
    expect(initStartLines(source, AT)[0]?.line).toContain(`arn:aws-cn:lambda:${region}::runtime:`)
  })

  test('is platform.initStart in JSON [LOG-9]', () => {
    const lines = initStartLines(json, AT)
    expect(lines[0]).not.toHaveProperty('requestId')
    expect(parsed(lines)).toEqual({
      'platform.initStart': {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: 'nodejs:22',
        runtimeVersionArn: `arn:aws:lambda:eu-west-1::runtime:${'0'.repeat(64)}`,
        functionName: 'orders',
        functionVersion: '$LATEST',
        instanceId: text.logStreamName,
        instanceMaxMemory: 268_435_456,
      },
    })
  })
})

describe('INIT_REPORT', () => {
  test.each([
    [
      'init',
      150.79,
      { status: 'error', errorType: 'Runtime.UserCodeSyntaxError' },
      '150.79 ms\tPhase: init\tStatus: error\tError Type: Runtime.UserCodeSyntaxError',
    ],
    ['init', 10_007.331, { status: 'timeout' }, '10007.33 ms\tPhase: init\tStatus: timeout'],
    [
      'invoke',
      180_000.449,
      { status: 'timeout', errorType: 'Sandbox.Timedout' },
      '180000.45 ms\tPhase: invoke\tStatus: timeout',
    ],
  ] as const)('of phase %s after %d ms [INIT-7, INIT-8]', (phase, ms, ended, expected) => {
    expect(initEndLines(text, AT, phase, ms, ended)).toEqual([
      { source: 'platform', line: `INIT_REPORT Init Duration: ${expected}` },
    ])
  })

  test('is not written of an Init that succeeded [INIT-9]', () => {
    expect(initEndLines(text, AT, 'init', 1, { status: 'success' })).toEqual([])
  })

  test('is two events in JSON, with the status [LOG-10, LOG-12]', () => {
    const ended = { status: 'error', errorType: 'Runtime.ExitError' } as const
    const shared = { initializationType: 'on-demand', phase: 'invoke', ...ended }
    expect(parsed(initEndLines(json, AT, 'invoke', 150.5, ended))).toEqual({
      'platform.initRuntimeDone': shared,
      'platform.initReport': { ...shared, metrics: { durationMs: 150.5 } },
    })
  })
})

describe('START and END', () => {
  test('name the request, and START the version [LOG-2]', () => {
    expect(startLines(text, AT, ID)).toEqual([
      { source: 'platform', requestId: ID, line: `START RequestId: ${ID} Version: $LATEST` },
    ])
    expect(endLines(text, end(warm, { status: 'success' }))[0]).toEqual({
      source: 'platform',
      requestId: ID,
      line: `END RequestId: ${ID}`,
    })
  })

  test('are platform.start, with the tenant when there is one, and nothing, in JSON [LOG-10, LOG-11]', () => {
    const record = { requestId: ID, functionArn: text.functionArn, version: '$LATEST' }
    expect(parsed(startLines(json, AT, ID))).toEqual({ 'platform.start': record })
    expect(parsed(startLines(json, AT, ID, 'blue'))).toEqual({ 'platform.start': { ...record, tenantId: 'blue' } })
    expect(startLines(json, AT, ID)[0]?.requestId).toBe(ID)
    expect(Object.keys(parsed(endLines(json, end(warm, { status: 'success' }))))).toEqual(['platform.report'])
  })
})

describe('REPORT', () => {
  const start = `REPORT RequestId: ${ID}\tDuration: 128.83 ms\tBilled Duration: 129 ms\tMemory Size: 256 MB\tMax Memory Used: 74 MB\t`

  test.each([
    [warm, { status: 'success' }, start],
    [cold, { status: 'success' }, `${start}Init Duration: 166.62 ms\t`],
    [warm, { status: 'timeout' }, `${start}Status: timeout`],
    [warm, { status: 'error', errorType: 'Runtime.ExitError' }, `${start}Status: error\tError Type: Runtime.ExitError`],
    [cold, { status: 'error' }, `${start}Init Duration: 166.62 ms\tStatus: error`],
  ] as const)('is exact, tabs included [LOG-3, LOG-4] (%#)', (report, ended, line) => {
    expect(endLines(text, end(report, ended))[1]).toEqual({ source: 'platform', requestId: ID, line })
  })

  test('is platform.report in JSON, with the figures as numbers [LOG-10, LOG-12]', () => {
    const lines = endLines(json, end(cold, { status: 'error', errorType: 'Runtime.ExitError' }))
    expect(parsed(lines)['platform.report']).toEqual({
      requestId: ID,
      metrics: {
        durationMs: 128.829,
        billedDurationMs: 129,
        memorySizeMB: 256,
        maxMemoryUsedMB: 74,
        initDurationMs: 166.618,
      },
      status: 'error',
      errorType: 'Runtime.ExitError',
    })
    expect(parsed(endLines(json, end(warm, { status: 'success' }, { tenantId: 'blue' })))).toMatchObject({
      'platform.report': { status: 'success', tenantId: 'blue' },
    })
  })

  test('comes after platform.runtimeDone in JSON at level DEBUG, with the size of an answer [LOG-10, LOG-11]', () => {
    const source: PlatformSource = { ...json, systemLogLevel: 'DEBUG' }
    const shared = { requestId: ID, status: 'success', tenantId: 'blue' }
    const answered = endLines(source, end(warm, { status: 'success' }, { tenantId: 'blue', producedBytes: 16 }))
    expect(parsed(answered)).toEqual({
      'platform.runtimeDone': { ...shared, metrics: { durationMs: 128.829, producedBytes: 16 } },
      'platform.report': expect.objectContaining(shared) as unknown,
    })
    const timedOut = endLines(source, end(warm, { status: 'timeout' }))
    expect(parsed(timedOut)['platform.runtimeDone']).toEqual({ requestId: ID, status: 'timeout' })
  })

  test('has two decimals for any duration [LOG-3]', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 900_000, noNaN: true }), (durationMs) => {
        const { line = '' } = endLines(text, end({ ...warm, durationMs }, { status: 'success' }))[1] ?? {}
        const [, shown] = /\tDuration: (\d+\.\d\d) ms\t/.exec(line) ?? []
        expect(Math.abs(Number(shown) - durationMs)).toBeLessThanOrEqual(0.0051)
      }),
    )
  })
})

test('Text has all of its lines at any level [LOG-11]', () => {
  const source: PlatformSource = { ...text, systemLogLevel: 'WARN' }
  expect(initStartLines(source, AT)).toHaveLength(1)
  expect(startLines(source, AT, ID)).toHaveLength(1)
  expect(endLines(source, end(warm, { status: 'success' }))).toHaveLength(2)
})

describe('the events of Lambda Managed Instances', () => {
  const managed: PlatformSource = { ...json, systemLogLevel: 'DEBUG', initializationType: 'lambda-managed-instances' }

  test('name how the environment came to be [INIT-12]', () => {
    const { 'platform.initStart': begun } = parsed(initStartLines(managed, AT))
    const { 'platform.initReport': ended } = parsed(initEndLines(managed, AT, 'init', 5, { status: 'success' }))
    for (const each of [begun, ended]) expect(each).toMatchObject({ initializationType: 'lambda-managed-instances' })
  })

  test('report the duration and nothing billed, since instances are paid for [LMI-8]', () => {
    expect(parsed(endLines(managed, end(cold, { status: 'success' })))['platform.report']).toEqual({
      requestId: ID,
      metrics: { durationMs: 128.829 },
      status: 'success',
    })
  })
})
