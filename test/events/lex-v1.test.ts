// Tests of what bots of Amazon Lex V1 ask.

import type { LexHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { lexV1 } from '../../src/events/lex-v1.js'

test('the default event is an intent to be fulfilled', () => {
  expect(lexV1()).toMatchInlineSnapshot(`
    {
      "bot": {
        "alias": "$LATEST",
        "name": "MyBot",
        "version": "$LATEST",
      },
      "currentIntent": {
        "confirmationStatus": "None",
        "name": "MyIntent",
        "slotDetails": {},
        "slots": {},
      },
      "inputTranscript": "message 1",
      "invocationSource": "FulfillmentCodeHook",
      "messageVersion": "1.0",
      "outputDialogMode": "Text",
      "requestAttributes": null,
      "sessionAttributes": {},
      "userId": "my-user",
    }
  `)
})

test('slots have details where they are filled', () => {
  expect(lexV1({ slots: { city: 'Paris', room: null } }).currentIntent).toMatchObject({
    slots: { city: 'Paris', room: null },
    slotDetails: { city: { resolutions: [{ value: 'Paris' }], originalValue: 'Paris' } },
  })
})

test('a slot that is no text is refused, and one that is undefined left out', () => {
  expect(() => lexV1({ slots: { city: 5 } } as object)).toThrow(
    'events.lex.v1: slots["city"] is 5 (a number), where a string or null is expected.',
  )
  expect(lexV1({ slots: { city: undefined } } as object)).toEqual(lexV1())
})

test('everything else in the input is found in the event', () => {
  const event = lexV1({
    intent: 'BookHotel',
    inputTranscript: 'a room',
    invocationSource: 'DialogCodeHook',
    confirmationStatus: 'Denied',
    sessionAttributes: { a: 'b' },
    userId: 'ann',
    bot: 'Travel',
  })
  expect(event).toMatchObject({
    currentIntent: { name: 'BookHotel', confirmationStatus: 'Denied' },
    inputTranscript: 'a room',
    invocationSource: 'DialogCodeHook',
    sessionAttributes: { a: 'b' },
    userId: 'ann',
    bot: { name: 'Travel' },
  })
})

test('a status that is none is refused', () => {
  const confirmationStatus = 'Maybe' as 'None'
  expect(() => lexV1({ confirmationStatus })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.lex.v1: confirmationStatus is "Maybe" (a string), where "None", "Confirmed" or "Denied" is expected.]`,
  )
})

test('handlers of AWS’s types take the event', () => {
  expectTypeOf(lexV1).returns.toExtend<Parameters<LexHandler>[0]>()
})
