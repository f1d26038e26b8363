import { describe, expect, test } from 'vitest'
import { invocationSerializer } from '../../src/record/serializer.js'
import { stableStream, stableSummary } from '../../src/record/stable-stream.js'
import { answered } from '../matchers/result.js'

expect.addSnapshotSerializer(invocationSerializer)

const bytes = new TextEncoder().encode('<p>')
const stream = {
  contentType: 'text/html',
  metadata: { statusCode: 200 },
  chunks: [
    { atMs: 3, bytes },
    { atMs: 5, bytes: new Uint8Array([0xff, 0xfe]) },
  ],
  bytes,
}
const summary = { contentType: 'text/html', statusCode: 200, chunks: [{ atMs: 3, bytes: 3 }], complete: true }

describe('a streamed response in a snapshot', () => {
  test('shows text as text and other bytes as base64, without times', () => {
    expect(stableStream(stream)).toEqual({
      contentType: 'text/html',
      metadata: { statusCode: 200 },
      chunks: ['<p>', 'base64://4='],
    })
    expect(stableStream({ contentType: 'a/b', chunks: [], bytes: new Uint8Array() })).toEqual({
      contentType: 'a/b',
      chunks: [],
    })
  })

  test('keeps how much left, but not when, in the record', () => {
    expect(stableSummary(summary)).toEqual({ ...summary, chunks: [{ atMs: '<ms>', bytes: 3 }] })
  })

  test('is a part of its result', () => {
    const result = { ...answered('<p>', { stream: summary }), stream }
    expect(result).toMatchInlineSnapshot(`
      InvocationResult {
        "executedVersion": "$LATEST",
        "payload": "<p>",
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
          "stream": {
            "chunks": [
              {
                "atMs": "<ms>",
                "bytes": 3,
              },
            ],
            "complete": true,
            "contentType": "text/html",
            "statusCode": 200,
          },
          "tmp": {
            "bytes": 0,
            "files": {},
          },
          "version": "$LATEST",
        },
        "statusCode": 200,
        "stream": {
          "chunks": [
            "<p>",
            "base64://4=",
          ],
          "contentType": "text/html",
          "metadata": {
            "statusCode": 200,
          },
        },
      }
    `)
  })
})
