// Tests of what flows of Amazon Connect ask.

import type { ConnectContactFlowHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { connect } from '../../src/events/connect.js'

test('the default event is a call', () => {
  expect(connect()).toMatchInlineSnapshot(`
    {
      "Details": {
        "ContactData": {
          "Attributes": {},
          "Channel": "VOICE",
          "ContactId": "00000000-0000-4000-8000-000000000001",
          "CustomerEndpoint": {
            "Address": "+12065550100",
            "Type": "TELEPHONE_NUMBER",
          },
          "InitialContactId": "00000000-0000-4000-8000-000000000001",
          "InitiationMethod": "INBOUND",
          "InstanceARN": "arn:aws:connect:us-east-1:123456789012:instance/00000000-0000-4000-8000-000000000002",
          "MediaStreams": {
            "Customer": {
              "Audio": null,
            },
          },
          "PreviousContactId": "00000000-0000-4000-8000-000000000001",
          "Queue": null,
          "SystemEndpoint": {
            "Address": "+18005550100",
            "Type": "TELEPHONE_NUMBER",
          },
        },
        "Parameters": {},
      },
      "Name": "ContactFlowEvent",
    }
  `)
})

test('everything in the input is found in the event', () => {
  const { Details } = connect({
    parameters: { key: 'value' },
    attributes: { language: 'de' },
    initiationMethod: 'TRANSFER',
    customer: '+4930123456',
    system: '+4930654321',
    queue: 'support',
    contactId: 'id',
    region: 'eu-central-1',
    accountId: '210987654321',
  })
  expect(Details).toMatchObject({
    Parameters: { key: 'value' },
    ContactData: {
      Attributes: { language: 'de' },
      InitiationMethod: 'TRANSFER',
      CustomerEndpoint: { Address: '+4930123456', Type: 'TELEPHONE_NUMBER' },
      SystemEndpoint: { Address: '+4930654321', Type: 'TELEPHONE_NUMBER' },
      ContactId: 'id',
      InitialContactId: 'id',
      Queue: { Name: 'support', ARN: expect.stringContaining(':210987654321:instance/') },
      InstanceARN: expect.stringMatching(/^arn:aws:connect:eu-central-1:210987654321:instance\/[0-9a-f-]{36}$/),
    },
  })
})

test('a chat has no telephone numbers', () => {
  const { ContactData } = connect({ channel: 'CHAT' }).Details
  expect(ContactData).toMatchObject({ Channel: 'CHAT', CustomerEndpoint: null, SystemEndpoint: null })
})

test('a channel that is none is refused', () => {
  const channel = 'FAX' as 'VOICE'
  expect(() => connect({ channel })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.connect: channel is "FAX" (a string), where "VOICE", "CHAT" or "EMAIL" is expected.]`,
  )
})

test('handlers of AWS’s types take the event', () => {
  expectTypeOf(connect).returns.toExtend<Parameters<ConnectContactFlowHandler>[0]>()
})
