// Tests of events of EventBridge buses.

import { expect, test } from 'vitest'
import { eventBridge, wholeSeconds } from '../../src/events/event-bridge.js'

test('the default event is complete [EV-5]', () => {
  expect(eventBridge()).toMatchInlineSnapshot(`
    {
      "account": "123456789012",
      "detail": {},
      "detail-type": "My Event",
      "id": "00000000-0000-4000-8000-000000000001",
      "region": "us-east-1",
      "resources": [],
      "source": "my.source",
      "time": "2026-01-01T00:00:00Z",
      "version": "0",
    }
  `)
})

test('everything in the input is found in the event [EV-5]', () => {
  const event = eventBridge({
    source: 'shop.orders',
    detailType: 'Order Placed',
    detail: { id: 1, lines: [{ sku: 'a' }] },
    resources: ['arn:aws:s3:::orders'],
    id: 'id',
    region: 'eu-central-1',
    accountId: '210987654321',
    time: '2020-04-28T07:20:20.999Z',
  })
  expect(event).toEqual({
    version: '0',
    id: 'id',
    'detail-type': 'Order Placed',
    source: 'shop.orders',
    account: '210987654321',
    time: '2020-04-28T07:20:20Z',
    region: 'eu-central-1',
    resources: ['arn:aws:s3:::orders'],
    detail: { id: 1, lines: [{ sku: 'a' }] },
  })
})

test('a detail is what its JSON text says', () => {
  const detail = { at: new Date(0), none: undefined }
  expect(eventBridge({ detail }).detail).toStrictEqual({ at: '1970-01-01T00:00:00.000Z' })
})

test('a detail that has no JSON text is refused', () => {
  expect(() => eventBridge({ detail: { total: 1n } })).toThrow(
    'events.eventBridge: the event cannot be written as JSON',
  )
})

test.each([
  ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00Z'],
  ['1999-12-31T23:59:59.999Z', '1999-12-31T23:59:59Z'],
])('the time %s is written %s', (time, text) => {
  expect(wholeSeconds(new Date(time))).toBe(text)
})

test('overrides merge into the detail', () => {
  const event = eventBridge({ detail: { a: 1, b: { c: 2, d: 3 } } }, { detail: { b: { c: 4 } }, 'replay-name': 'r' })
  expect(event).toMatchObject({ detail: { a: 1, b: { c: 4, d: 3 } }, 'replay-name': 'r' })
})

test('the name that AWS has for the type is refused with ours', () => {
  const input = { 'detail-type': 'x' } as object
  expect(() => eventBridge(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.eventBridge: unknown key "detail-type" in the input. Did you mean "detailType"? It takes: source, detailType, detail, resources, id, region, accountId, time. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})

test.each(['{}', null, [1], 7])('a detail is an object, not %j [EV-5]', (detail) => {
  expect(() => eventBridge({ detail })).toThrow('where an object is expected.')
})
