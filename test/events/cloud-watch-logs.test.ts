// Tests of log lines from subscription filters.

import { gunzipSync, gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloudWatchLogs } from '../../src/events/cloud-watch-logs.js'

const { decode } = cloudWatchLogs
const bytesOf = (messages: readonly unknown[]): Buffer =>
  Buffer.from(cloudWatchLogs({ messages }).awslogs.data, 'base64')

test('the default event holds one line [EV-6]', () => {
  expect(decode(cloudWatchLogs())).toMatchInlineSnapshot(`
    {
      "logEvents": [
        {
          "id": "39000000000000000000000000000000000000000000000000000001",
          "message": "message 1",
          "timestamp": 1767225600000,
        },
      ],
      "logGroup": "/aws/lambda/my-function",
      "logStream": "2026/01/01/[$LATEST]00000000000000000000000000000001",
      "messageType": "DATA_MESSAGE",
      "owner": "123456789012",
      "subscriptionFilters": [
        "my-filter",
      ],
    }
  `)
})

test('everything in the input is found in the data [EV-6]', () => {
  const event = cloudWatchLogs({
    messages: ['one', { level: 'ERROR', message: 'two' }],
    logGroup: 'group',
    logStream: 'stream',
    subscriptionFilter: 'filter',
    accountId: '210987654321',
    time: 1000,
  })
  expect(decode(event)).toMatchObject({
    owner: '210987654321',
    logGroup: 'group',
    logStream: 'stream',
    subscriptionFilters: ['filter'],
    logEvents: [
      { timestamp: 1000, message: 'one' },
      { timestamp: 1001, message: '{"level":"ERROR","message":"two"}' },
    ],
  })
})

test('log events have ids of their own', () => {
  const ids = decode(cloudWatchLogs({ messages: ['a', 'b', 'c'] })).logEvents.map(({ id }) => id)
  expect(new Set(ids).size).toBe(3)
})

test('no lines are an empty list, as in a control message', () => {
  const event = cloudWatchLogs({ messages: [] }, { messageType: 'CONTROL_MESSAGE' })
  expect(decode(event)).toMatchObject({ messageType: 'CONTROL_MESSAGE', logEvents: [] })
})

test('overrides are laid over the data before it is encoded', () => {
  expect(decode(cloudWatchLogs({}, { logEvents: [{ id: '1', timestamp: 2, message: 'm' }] })).logEvents).toEqual([
    { id: '1', timestamp: 2, message: 'm' },
  ])
})

test('overrides that are undefined take a field out of the data', () => {
  expect(decode(cloudWatchLogs({}, { subscriptionFilters: undefined }))).not.toHaveProperty('subscriptionFilters')
})

test('the data is gzip that a handler can read with node:zlib [EV-6]', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (messages) => {
      const data = JSON.parse(gunzipSync(bytesOf(messages)).toString()) as ReturnType<typeof decode>
      expect(data.logEvents.map(({ message }) => message)).toEqual(messages)
    }),
  )
})

test('the gzip header is the same on every machine: stored, no time, no operating system', () => {
  expect([...bytesOf(['x']).subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255])
})

test('the data of one line is these bytes, today and on any machine', () => {
  expect(cloudWatchLogs().awslogs.data).toMatchInlineSnapshot(
    `"H4sIAAAAAAAE/wFBAb7+eyJtZXNzYWdlVHlwZSI6IkRBVEFfTUVTU0FHRSIsIm93bmVyIjoiMTIzNDU2Nzg5MDEyIiwibG9nR3JvdXAiOiIvYXdzL2xhbWJkYS9teS1mdW5jdGlvbiIsImxvZ1N0cmVhbSI6IjIwMjYvMDEvMDEvWyRMQVRFU1RdMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDEiLCJzdWJzY3JpcHRpb25GaWx0ZXJzIjpbIm15LWZpbHRlciJdLCJsb2dFdmVudHMiOlt7ImlkIjoiMzkwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDEiLCJ0aW1lc3RhbXAiOjE3NjcyMjU2MDAwMDAsIm1lc3NhZ2UiOiJtZXNzYWdlIDEifV19bX3weUEBAAA="`,
  )
})

test('what was compressed elsewhere is decoded too [EV-6]', () => {
  const data = gzipSync(JSON.stringify({ logEvents: [] }), { level: 9 }).toString('base64')
  expect(decode({ awslogs: { data } })).toEqual({ logEvents: [] })
})

test('an event of another kind is refused', () => {
  const other = { Records: [] } as unknown as Parameters<typeof decode>[0]
  expect(() => decode(other)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cloudWatchLogs.decode: event.awslogs.data is undefined, where the base64 text of a CloudWatch Logs event is expected. Pass the whole event, as events.cloudWatchLogs() makes it.]`,
  )
  expect(() => decode(null as unknown as typeof other)).toThrow('event.awslogs.data is undefined')
})

test('data that is not gzip is refused with the reason', () => {
  expect(() => decode({ awslogs: { data: 'aGk=' } })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cloudWatchLogs.decode: event.awslogs.data is not gzipped JSON in base64 (incorrect header check).]`,
  )
})

test('data that is not JSON is refused with the reason', () => {
  const data = gzipSync('not json').toString('base64')
  expect(() => decode({ awslogs: { data } })).toThrow('is not gzipped JSON in base64 (Unexpected token')
})

test('a line of bytes is refused with its place', () => {
  expect(() => cloudWatchLogs({ messages: ['a', new Uint8Array(1)] })).toThrow('messages[1] is bytes')
})

test('the misspelling of a key is refused', () => {
  const input = { mesages: [] } as object
  expect(() => cloudWatchLogs(input)).toThrow('unknown key "mesages" in the input. Did you mean "messages"?')
})
