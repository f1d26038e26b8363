// Tests of the trigger of Cognito Sync.

import { expect, test } from 'vitest'
import { syncTrigger } from '../../src/events/cognito-sync.js'

test('the default event is complete', () => {
  expect(syncTrigger()).toMatchInlineSnapshot(`
    {
      "datasetName": "my-dataset",
      "datasetRecords": {
        "my-key": {
          "newValue": "value 1",
          "op": "replace",
        },
      },
      "eventType": "SyncTrigger",
      "identityId": "us-east-1:00000000-0000-4000-8000-000000000002",
      "identityPoolId": "us-east-1:00000000-0000-4000-8000-000000000001",
      "region": "us-east-1",
      "version": 2,
    }
  `)
})

test('data set, records, identity and Region are found in the event', () => {
  const datasetRecords = { score: { oldValue: '1', newValue: '2', op: 'replace' as const } }
  const event = syncTrigger({ datasetName: 'game', datasetRecords, identityId: 'eu-west-1:me', region: 'eu-west-1' })
  expect(event).toMatchObject({ datasetName: 'game', datasetRecords, identityId: 'eu-west-1:me', region: 'eu-west-1' })
  expect(event.identityPoolId).toMatch(/^eu-west-1:/)
})

test('an unknown key is refused with the nearest one', () => {
  const input = { datasetname: 'game' } as object
  expect(() => syncTrigger(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.syncTrigger: unknown key "datasetname" in the input. Did you mean "datasetName"? It takes: datasetName, datasetRecords, identityId, region. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})
