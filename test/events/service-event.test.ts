// Tests of events that services themselves put on EventBridge's bus.

import { expect, test } from 'vitest'
import { originOf } from '../../src/events/origin.js'
import { serviceEvent } from '../../src/events/service-event.js'

test('the envelope is EventBridge’s, with the overrides laid over it [EV-5]', () => {
  const said = { source: 'aws.x', detailType: 'X Happened', resources: ['arn'], detail: { a: 1, b: { c: 2 } } }
  const origin = originOf('events.x', { region: 'us-east-2', accountId: '210987654321', time: 1545084650987 })
  expect(serviceEvent<object>('events.x', origin, said, { detail: { b: { c: 3 } } } as object)).toEqual({
    version: '0',
    id: '00000000-0000-4000-8000-000000000001',
    'detail-type': 'X Happened',
    source: 'aws.x',
    account: '210987654321',
    time: '2018-12-17T22:10:50Z',
    region: 'us-east-2',
    resources: ['arn'],
    detail: { a: 1, b: { c: 3 } },
  })
})
