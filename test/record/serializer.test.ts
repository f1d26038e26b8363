import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InvocationRecord, LogEntry } from '../../src/record/record.js'
import type { InvocationResult } from '../../src/record/result.js'
import { invocationSerializer } from '../../src/record/serializer.js'
import { answered, failed, record, REQUEST_ID, stdout, text, warm } from '../matchers/result.js'

expect.addSnapshotSerializer(invocationSerializer)

describe('invocationSerializer', () => {
  test('prints a result without what differs between runs', () => {
    const logs = [text('INFO', `order 1 of ${REQUEST_ID}`, 4)]
    const tmp = { files: { '/tmp/a': { bytes: 1, text: 'a' } }, bytes: 1 }
    const result = answered({ id: 1, requestId: REQUEST_ID }, { logs, tmp })
    expect({ ...result, logResult: 'aGVsbG8=' }).toMatchInlineSnapshot(`
      InvocationResult {
        "executedVersion": "$LATEST",
        "logResult": "<base64 of the end of the log>",
        "payload": {
          "id": 1,
          "requestId": "<request id>",
        },
        "record": InvocationRecord {
          "code": "module",
          "coldStart": true,
          "environmentId": "<environment id>",
          "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:orders",
          "initializationType": "on-demand",
          "invocationIndex": 1,
          "logs": [
            {
              "line": "START RequestId: <request id> Version: $LATEST",
              "requestId": "<request id>",
              "source": "platform",
            },
            {
              "level": "INFO",
              "line": "<time>	<request id>	INFO	order 1 of <request id>",
              "message": "order 1 of <request id>",
              "requestId": "<request id>",
              "source": "application",
            },
            {
              "line": "END RequestId: <request id>",
              "requestId": "<request id>",
              "source": "platform",
            },
            {
              "line": "REPORT RequestId: <request id>	Duration: <ms> ms	Billed Duration: <ms> ms	Memory Size: 128 MB	Max Memory Used: <MB> MB	Init Duration: <ms> ms	",
              "requestId": "<request id>",
              "source": "platform",
            },
          ],
          "missingEnv": [],
          "outcome": "response",
          "phases": [
            {
              "durationMs": "<ms>",
              "phase": "init",
              "startedAt": "<time>",
              "status": "success",
            },
            {
              "durationMs": "<ms>",
              "phase": "invoke",
              "startedAt": "<time>",
              "status": "success",
            },
          ],
          "report": {
            "billedDurationMs": "<ms>",
            "cpuMs": "<ms>",
            "durationMs": "<ms>",
            "initDurationMs": "<ms>",
            "maxMemoryUsedMB": "<MB>",
            "memorySizeMB": 128,
          },
          "requestId": "<request id>",
          "tmp": {
            "bytes": 1,
            "files": {
              "/tmp/a": {
                "bytes": 1,
                "text": "a",
              },
            },
          },
          "version": "$LATEST",
        },
        "statusCode": 200,
      }
    `)
  })

  test('prints a failure with the user’s own frames, by the names of their files', () => {
    const trace = [
      'TypeError: boom',
      '    at load (file:///home/me/my%20shop/src/orders.ts:12:9)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
      '    at /home/me/shop/node_modules/@middy/core/index.js:10:2',
      String.raw`    at async handler (C:\Users\John Doe\shop\src\orders.ts:5:3)`,
      '    at /home/me/shop/src/index.ts:1:1',
    ]
    const { payload, error } = failed({ trace })
    const result = failed({ trace }, { waitingFor: ['setTimeout at /home/me/shop/src/orders.ts:5:3'] })
    expect({ payload, error }).toEqual({ payload: error, error })
    expect(result).toMatchInlineSnapshot(`
      InvocationResult {
        "error": {
          "errorMessage": "boom",
          "errorType": "TypeError",
          "trace": [
            "TypeError: boom",
            "    at load (orders.ts)",
            "    at async handler (orders.ts)",
            "    at index.ts",
          ],
        },
        "executedVersion": "$LATEST",
        "functionError": "Unhandled",
        "payload": {
          "errorMessage": "boom",
          "errorType": "TypeError",
          "trace": [
            "TypeError: boom",
            "    at load (orders.ts)",
            "    at async handler (orders.ts)",
            "    at index.ts",
          ],
        },
        "record": InvocationRecord {
          "code": "module",
          "coldStart": true,
          "environmentId": "<environment id>",
          "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:orders",
          "initializationType": "on-demand",
          "invocationIndex": 1,
          "logs": [
            {
              "line": "START RequestId: <request id> Version: $LATEST",
              "requestId": "<request id>",
              "source": "platform",
            },
            {
              "line": "END RequestId: <request id>",
              "requestId": "<request id>",
              "source": "platform",
            },
            {
              "line": "REPORT RequestId: <request id>	Duration: <ms> ms	Billed Duration: <ms> ms	Memory Size: 128 MB	Max Memory Used: <MB> MB	Init Duration: <ms> ms	",
              "requestId": "<request id>",
              "source": "platform",
            },
          ],
          "missingEnv": [],
          "outcome": "error",
          "phases": [
            {
              "durationMs": "<ms>",
              "phase": "init",
              "startedAt": "<time>",
              "status": "success",
            },
            {
              "durationMs": "<ms>",
              "phase": "invoke",
              "startedAt": "<time>",
              "status": "error",
            },
          ],
          "report": {
            "billedDurationMs": "<ms>",
            "cpuMs": "<ms>",
            "durationMs": "<ms>",
            "initDurationMs": "<ms>",
            "maxMemoryUsedMB": "<MB>",
            "memorySizeMB": 128,
          },
          "requestId": "<request id>",
          "tmp": {
            "bytes": 0,
            "files": {},
          },
          "version": "$LATEST",
          "waitingFor": [
            "setTimeout at orders.ts",
          ],
        },
        "statusCode": 200,
      }
    `)
  })

  test('prints a record, and results inside other values, at their indentation', () => {
    const shown = { warm: answered('ok', warm).record.phases, nested: [record({ phases: [], logs: [] })] }
    expect(shown).toMatchInlineSnapshot(`
      {
        "nested": [
          InvocationRecord {
            "code": "module",
            "coldStart": true,
            "environmentId": "<environment id>",
            "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:orders",
            "initializationType": "on-demand",
            "invocationIndex": 1,
            "logs": [
              {
                "line": "START RequestId: <request id> Version: $LATEST",
                "requestId": "<request id>",
                "source": "platform",
              },
              {
                "line": "END RequestId: <request id>",
                "requestId": "<request id>",
                "source": "platform",
              },
              {
                "line": "REPORT RequestId: <request id>	Duration: <ms> ms	Billed Duration: <ms> ms	Memory Size: 128 MB	Max Memory Used: <MB> MB	Init Duration: <ms> ms	",
                "requestId": "<request id>",
                "source": "platform",
              },
            ],
            "missingEnv": [],
            "outcome": "response",
            "phases": [],
            "report": {
              "billedDurationMs": "<ms>",
              "cpuMs": "<ms>",
              "durationMs": "<ms>",
              "initDurationMs": "<ms>",
              "maxMemoryUsedMB": "<MB>",
              "memorySizeMB": 128,
            },
            "requestId": "<request id>",
            "tmp": {
              "bytes": 0,
              "files": {},
            },
            "version": "$LATEST",
          },
        ],
        "warm": [
          {
            "durationMs": 1000,
            "phase": "freeze",
            "startedAt": 1767268799000,
            "status": "success",
          },
          {
            "durationMs": 12,
            "phase": "invoke",
            "startedAt": 1767268800000,
            "status": "success",
          },
        ],
      }
    `)
  })

  test('leaves every other value to Vitest', () => {
    const others = [undefined, null, 1, 'a', {}, [], { statusCode: 200 }, { ...record(), logs: undefined }, new Map()]
    expect(others.map((value) => invocationSerializer.test(value))).toEqual(others.map(() => false))
    expect([answered(1), record()].every((value) => invocationSerializer.test(value))).toBe(true)
    expect(invocationSerializer.test(JSON.parse(JSON.stringify(answered(1))))).toBe(true)
  })

  test('leaves a trace alone that is part of an answer', () => {
    const trace = ['    at x (node:fs:1:2)']
    expect(print(answered({ trace }))).toContain(`"payload":{"trace":${JSON.stringify(trace)}}`)
  })

  test('leaves out the lines of a stack in the log that are frames of Node.js or of a package', () => {
    const own = ['Error: boom', '    at x (/a/b.ts:1:2)'].map((line) => stdout(line))
    const foreign = ['    at y (node:fs:1:2)', '    at z (/a/node_modules/z/i.js:1:2)'].map((line) => stdout(line))
    expect(print(answered(1, { logs: [...own, ...foreign] }))).toBe(print(answered(1, { logs: own })))
  })

  test('changes nothing in what it prints', () => {
    const result = failed({ trace: ['TypeError: boom', '    at x (/a/b.ts:1:2)'] })
    const before = structuredClone(result)
    print(result)
    expect(result).toEqual(before)
  })

  test('prints two runs alike, whatever their ids, times, durations and folders', () => {
    fc.assert(
      fc.property(run(), run(), (one, other) => {
        expect(print(other)).toBe(print(one))
      }),
    )
  })

  test('prints results with different payloads or logs differently', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other)
        if (!same) expect(print(answered(other))).not.toBe(print(answered(one)))
      }),
    )
    expect(print(answered(1, { logs: [stdout('a')] }))).not.toBe(print(answered(1, { logs: [stdout('b')] })))
  })
})

describe('a property matcher is printed as it is, and the rest without what differs between runs', () => {
  const bytes = Buffer.from('a')
  const connections = { opened: [{ target: 'localhost:1', at: 'a.ts:1:1' }], reused: [], stale: [], blocked: [] }
  const summary = { contentType: 'text/plain', chunks: [{ atMs: 1, bytes: 1 }], complete: true }
  const whole = {
    ...failed({ trace: ['Error: no'] }, { connections, stream: summary, waitingFor: ['a timer'] }),
    stream: { contentType: 'text/plain', chunks: [{ atMs: 1, bytes }], bytes },
    logResult: 'aGVsbG8=',
  }
  const error = ['', '.errorType', '.errorMessage', '.trace', '.trace.0']
  const logs = ['', '.0', '.0.line', '.0.requestId']
  const figures = ['', '.durationMs', '.billedDurationMs', '.initDurationMs', '.maxMemoryUsedMB', '.cpuMs']
  const places = [
    'statusCode',
    'logResult',
    ...['', '.requestId', '.environmentId', '.outcome', '.tmp'].map((part) => `record${part}`),
    ...error.flatMap((part) => [`payload${part}`, `error${part}`]),
    ...logs.map((part) => `record.logs${part}`),
    ...figures.map((part) => `record.report${part}`),
    ...['', '.0', '.0.startedAt', '.0.durationMs'].map((part) => `record.phases${part}`),
    ...['', '.opened', '.opened.0', '.opened.0.target', '.opened.0.at'].map((part) => `record.connections${part}`),
    ...['', '.chunks', '.chunks.0', '.chunks.0.atMs'].map((part) => `record.stream${part}`),
    ...['', '.contentType', '.chunks', '.chunks.0'].map((part) => `stream${part}`),
    ...['', '.0'].map((part) => `record.waitingFor${part}`),
  ]

  test.each(places)('%s', (place) => {
    const matcher: unknown = expect.anything()
    const given = withPart(whole, place.split('.'), matcher)
    expect(invocationSerializer.test(given)).toBe(true)
    const shown = shownOf(given)
    expect(partOf(shown, place.split('.'))).toBe(matcher)
    expect(JSON.stringify(shown)).not.toContain(REQUEST_ID)
  })

  test('also where they stand for all by which a part is known', () => {
    const durationMs: unknown = expect.any(Number)
    const report = { durationMs, billedDurationMs: 1, memorySizeMB: durationMs, maxMemoryUsedMB: durationMs, cpuMs: 1 }
    expect(report).toMatchInlineSnapshot(`
      {
        "billedDurationMs": "<ms>",
        "cpuMs": "<ms>",
        "durationMs": Any<Number>,
        "maxMemoryUsedMB": Any<Number>,
        "memorySizeMB": Any<Number>,
      }
    `)
    expect({ ...report, billedDurationMs: durationMs, cpuMs: durationMs }).toMatchInlineSnapshot(`
      {
        "billedDurationMs": Any<Number>,
        "cpuMs": Any<Number>,
        "durationMs": Any<Number>,
        "maxMemoryUsedMB": Any<Number>,
        "memorySizeMB": Any<Number>,
      }
    `)
    expect({ errorType: durationMs, errorMessage: 'at /a/b.ts:1:2', trace: durationMs }).toMatchInlineSnapshot(`
      {
        "errorMessage": "at /a/b.ts:1:2",
        "errorType": Any<Number>,
        "trace": Any<Number>,
      }
    `)
  })
})

test.each([['payload'], ['payload.list'], ['payload.list.0']])('%s may be what is no data of JSON', (place) => {
  class Money {
    readonly cents = 1
  }
  for (const value of [new Date(0), new Map([[1, 2]]), new Set([1]), Buffer.from('a'), new Money(), /a/]) {
    const given = withPart(answered({ list: [1] }), place.split('.'), value)
    expect(partOf(shownOf(given), place.split('.'))).toBe(value)
  }
})

/** What the serializer has Vitest print. */
function shownOf(given: unknown): unknown {
  const shown: unknown[] = []
  invocationSerializer.serialize(given, undefined, '', 0, [], (value) => (shown.push(value), ''))
  return shown[0]
}

function partOf(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, key) => Reflect.get(part as object, key), value)
}

/** `value` with `part` in place of what is at `path`. */
function withPart(value: unknown, [key, ...rest]: readonly string[], part: unknown): unknown {
  if (key === undefined) return part
  const inside = withPart(Reflect.get(value as object, key), rest, part)
  return Array.isArray(value) ? value.toSpliced(Number(key), 1, inside) : { ...(value as object), [key]: inside }
}

/** What Vitest prints of a value with this serializer. */
function print(value: InvocationResult): string {
  return invocationSerializer.serialize(value, undefined, '', 0, [], (printed) => JSON.stringify(printed))
}

/** One and the same failing invocation in different runs. */
function run(): fc.Arbitrary<InvocationResult> {
  const parts = fc.record({
    requestId: fc.uuid(),
    environmentId: fc.uuid(),
    startedAt: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
    durationMs: fc.double({ min: 0, max: 900_000, noNaN: true }),
    folder: fc.constantFrom('/home/me/shop', '/Users/John Doe/work', String.raw`C:\work\shop`, 'file:///srv/a%20b'),
    line: fc.integer({ min: 1, max: 999 }),
  })
  return parts.map((given) => {
    const { requestId, environmentId, startedAt, durationMs, folder, line } = given
    const error = {
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: exit status 1`,
      trace: ['Error: no', `    at handler (${folder}/src/orders.ts:${line}:${line})`, `    at x (node:fs:${line}:1)`],
    }
    const logs = linesOf(requestId, startedAt, durationMs)
    const phases: InvocationRecord['phases'] = [{ phase: 'invoke', startedAt, durationMs, status: 'error' }]
    const report = {
      durationMs,
      billedDurationMs: Math.ceil(durationMs),
      memorySizeMB: 128,
      maxMemoryUsedMB: line,
      cpuMs: line,
    }
    const given2 = { requestId, environmentId, phases, report, outcome: 'exit' as const }
    return { ...failed(error), record: { ...record(given2), logs } }
  })
}

function linesOf(requestId: string, startedAt: number, durationMs: number): LogEntry[] {
  const time = new Date(startedAt).toISOString()
  const report = `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${Math.ceil(durationMs)} ms\tMemory Size: 128 MB\tMax Memory Used: ${startedAt % 128} MB\t`
  return [
    { line: `START RequestId: ${requestId} Version: $LATEST`, source: 'platform', requestId },
    {
      line: `${time}\t${requestId}\tINFO\tfor ${requestId}`,
      source: 'application',
      requestId,
      message: `for ${requestId}`,
    },
    {
      line: JSON.stringify({ timestamp: time, requestId, message: 'a' }),
      source: 'application',
      requestId,
      message: 'a',
    },
    { line: JSON.stringify({ time: startedAt, msg: 'pino' }), source: 'application' },
    { line: report, source: 'platform', requestId },
  ]
}

test('copies of the serializer know what another one has printed: with isolate: false each file of a worker adds one', async () => {
  const again = '../../src/record/serializer.js?again'
  const { invocationSerializer: copy } = (await import(again)) as typeof import('../../src/record/serializer.js')
  expect(copy).not.toBe(invocationSerializer)
  const printed: unknown[] = []
  copy.serialize(answered('done'), {}, '', 0, [], (value) => (printed.push(value), ''))
  expect(printed).toHaveLength(1)
  expect(copy.test(printed[0])).toBe(false)
  expect(invocationSerializer.test(printed[0])).toBe(false)
})
