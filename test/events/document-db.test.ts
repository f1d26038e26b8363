// Tests of changes of DocumentDB collections.

import { expect, test } from 'vitest'
import { documentDb } from '../../src/events/document-db.js'

test('the default event is an insert', () => {
  expect(documentDb()).toMatchInlineSnapshot(`
    {
      "eventSource": "aws:docdb",
      "eventSourceArn": "arn:aws:rds:us-east-1:123456789012:cluster:my-cluster",
      "events": [
        {
          "event": {
            "_id": {
              "_data": "000000000000000000000000000000000001",
            },
            "clusterTime": {
              "$timestamp": {
                "i": 1,
                "t": 1767225600,
              },
            },
            "documentKey": {
              "_id": {
                "$oid": "000000000000000000000001",
              },
            },
            "fullDocument": {
              "_id": {
                "$oid": "000000000000000000000001",
              },
            },
            "ns": {
              "coll": "my-collection",
              "db": "my-database",
            },
            "operationType": "insert",
          },
        },
      ],
    }
  `)
})

test('everything in the input is found in the event', () => {
  const event = documentDb({
    operationType: 'replace',
    document: { _id: 'order-1', total: 5 },
    database: 'shop',
    collection: 'orders',
    cluster: 'main',
    region: 'us-east-2',
    accountId: '210987654321',
    time: 1545084650987,
  })
  expect(event.eventSourceArn).toBe('arn:aws:rds:us-east-2:210987654321:cluster:main')
  expect(event.events[0]?.event).toMatchObject({
    operationType: 'replace',
    documentKey: { _id: 'order-1' },
    fullDocument: { _id: 'order-1', total: 5 },
    ns: { db: 'shop', coll: 'orders' },
    clusterTime: { $timestamp: { t: 1545084650, i: 1 } },
  })
})

test('an update says what changed, and has the document only where it is given', () => {
  const changes = documentDb([
    { operationType: 'update', updatedFields: { 'a.b': 1 }, removedFields: ['c'] },
    { operationType: 'update', document: { a: { b: 1 } } },
  ]).events.map(({ event }) => event)
  expect(changes[0]).toMatchObject({ updateDescription: { updatedFields: { 'a.b': 1 }, removedFields: ['c'] } })
  expect(changes[0]).not.toHaveProperty('fullDocument')
  expect(changes[1]).toMatchObject({
    fullDocument: { a: { b: 1 } },
    updateDescription: { updatedFields: {}, removedFields: [] },
  })
})

test('a delete has the key alone', () => {
  const [change] = documentDb({ operationType: 'delete', document: { _id: 7, a: 1 } }).events
  expect(change?.event).toMatchObject({ documentKey: { _id: 7 } })
  expect(change?.event).not.toHaveProperty('fullDocument')
  expect(change?.event).not.toHaveProperty('updateDescription')
})

test('only an update says what changed', () => {
  expect(() => documentDb({ removedFields: ['a'] })).toThrow(
    'events.documentDb: removedFields is given for the operation "insert", and only "update" says what changed. Leave it out.',
  )
})

test('each change has a resume token, a key and a place in time of its own', () => {
  const changes = documentDb([{}, {}]).events.map(({ event }) => event)
  for (const part of ['_id', 'documentKey', 'clusterTime'] as const) {
    expect(JSON.stringify(changes[0]?.[part])).not.toBe(JSON.stringify(changes[1]?.[part]))
  }
})

test('a kind of change that there is not is refused', () => {
  expect(() => documentDb({ operationType: 'drop' } as object)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.documentDb: operationType is "drop" (a string), where "insert", "update", "replace" or "delete" is expected.]`,
  )
})
