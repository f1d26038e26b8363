import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  endLine,
  initReportLine,
  initStartLine,
  type PlatformSource,
  reportLine,
  startLine,
} from '../../src/record/platform-lines.js'
import type { Report } from '../../src/record/record.js'

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

describe('INIT_START', () => {
  test('names the runtime and a version of it, without a request [LOG-1]', () => {
    expect(initStartLine(text, AT)).toEqual({
      source: 'platform',
      line: `INIT_START Runtime Version: nodejs:22\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:${'0'.repeat(64)}`,
    })
  })

  test('names an ARN of the partition that the function is in [LOG-1]', () => {
    const region = 'cn-north-1'
    const source = { ...text, region, functionArn: `arn:aws-cn:lambda:${region}:123456789012:function:orders` }
    expect(initStartLine(source, AT).line).toContain(`arn:aws-cn:lambda:${region}::runtime:`)
  })

  test('is platform.initStart in JSON [LOG-9]', () => {
    const entry = initStartLine(json, AT)
    expect(entry).not.toHaveProperty('requestId')
    expect(JSON.parse(entry.line)).toEqual({
      time: '2026-01-31T12:00:00.000Z',
      type: 'platform.initStart',
      record: {
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
    expect(initReportLine(text, phase, ms, ended)).toEqual({
      source: 'platform',
      line: `INIT_REPORT Init Duration: ${expected}`,
    })
  })

  test('is not written in JSON, where it is a DEBUG event [LOG-11]', () => {
    expect(initReportLine(json, 'init', 1, { status: 'error' })).toBeUndefined()
  })
})

describe('START and END', () => {
  test('name the request, and START the version [LOG-2]', () => {
    expect(startLine(text, AT, ID)).toEqual({
      source: 'platform',
      requestId: ID,
      line: `START RequestId: ${ID} Version: $LATEST`,
    })
    expect(endLine(text, ID)).toEqual({ source: 'platform', requestId: ID, line: `END RequestId: ${ID}` })
  })

  test('are platform.start, with the tenant when there is one, and nothing, in JSON [LOG-10, LOG-11]', () => {
    const record = { requestId: ID, functionArn: text.functionArn, version: '$LATEST' }
    expect(JSON.parse(startLine(json, AT, ID).line)).toEqual({
      time: '2026-01-31T12:00:00.000Z',
      type: 'platform.start',
      record,
    })
    expect(JSON.parse(startLine(json, AT, ID, 'blue').line)).toMatchObject({ record: { ...record, tenantId: 'blue' } })
    expect(startLine(json, AT, ID).requestId).toBe(ID)
    expect(endLine(json, ID)).toBeUndefined()
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
    expect(reportLine(text, AT, ID, report, ended)).toEqual({ source: 'platform', requestId: ID, line })
  })

  test('is platform.report in JSON, with the figures as numbers [LOG-10, LOG-12]', () => {
    const entry = reportLine(json, AT, ID, cold, { status: 'error', errorType: 'Runtime.ExitError' })
    expect(JSON.parse(entry.line)).toEqual({
      time: '2026-01-31T12:00:00.000Z',
      type: 'platform.report',
      record: {
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
      },
    })
    expect(JSON.parse(reportLine(json, AT, ID, warm, { status: 'success' }).line)).toMatchObject({
      record: { status: 'success' },
    })
    expect(JSON.parse(reportLine(json, AT, ID, warm, { status: 'success' }, 'blue').line)).toMatchObject({
      record: { tenantId: 'blue' },
    })
  })

  test('has two decimals for any duration [LOG-3]', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 900_000, noNaN: true }), (durationMs) => {
        const { line } = reportLine(text, AT, ID, { ...warm, durationMs }, { status: 'success' })
        const [, shown] = /\tDuration: (\d+\.\d\d) ms\t/.exec(line) ?? []
        expect(Math.abs(Number(shown) - durationMs)).toBeLessThanOrEqual(0.0051)
      }),
    )
  })
})
