// Tests of what bots of Amazon Lex V2 ask.

import type { LexV2Handler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { lexV2 } from '../../src/events/lex-v2.js'

test('the default event is an intent that is ready to be done', () => {
  expect(lexV2()).toMatchInlineSnapshot(`
    {
      "bot": {
        "aliasId": "TSTALIASID",
        "aliasName": "TestBotAlias",
        "id": "MYBOTID123",
        "localeId": "en_US",
        "name": "MyBot",
        "version": "DRAFT",
      },
      "inputMode": "Text",
      "inputTranscript": "message 1",
      "interpretations": [
        {
          "intent": {
            "confirmationState": "None",
            "name": "MyIntent",
            "slots": {},
            "state": "ReadyForFulfillment",
          },
          "nluConfidence": 1,
        },
      ],
      "invocationSource": "FulfillmentCodeHook",
      "messageVersion": "1.0",
      "responseContentType": "text/plain; charset=utf-8",
      "sessionId": "my-session",
      "sessionState": {
        "activeContexts": [],
        "intent": {
          "confirmationState": "None",
          "name": "MyIntent",
          "slots": {},
          "state": "ReadyForFulfillment",
        },
        "originatingRequestId": "00000000-0000-4000-8000-000000000001",
        "sessionAttributes": {},
      },
      "transcriptions": [
        {
          "resolvedContext": {
            "intent": "MyIntent",
          },
          "resolvedSlots": {},
          "transcription": "message 1",
          "transcriptionConfidence": 1,
        },
      ],
    }
  `)
})

test('a slot is a text, a list of them, or empty', () => {
  const { sessionState, transcriptions } = lexV2({ slots: { city: 'Paris', days: ['Mon', 'Tue'], room: null } })
  expect(sessionState.intent.slots).toMatchInlineSnapshot(`
    {
      "city": {
        "shape": "Scalar",
        "value": {
          "interpretedValue": "Paris",
          "originalValue": "Paris",
          "resolvedValues": [
            "Paris",
          ],
        },
      },
      "days": {
        "shape": "List",
        "value": {
          "interpretedValue": "Mon Tue",
          "originalValue": "Mon Tue",
          "resolvedValues": [
            "Mon Tue",
          ],
        },
        "values": [
          {
            "shape": "Scalar",
            "value": {
              "interpretedValue": "Mon",
              "originalValue": "Mon",
              "resolvedValues": [
                "Mon",
              ],
            },
          },
          {
            "shape": "Scalar",
            "value": {
              "interpretedValue": "Tue",
              "originalValue": "Tue",
              "resolvedValues": [
                "Tue",
              ],
            },
          },
        ],
      },
      "room": null,
    }
  `)
  expect(Object.keys(transcriptions[0]?.resolvedSlots ?? {})).toEqual(['city', 'days'])
})

test('a slot that is neither is refused, and one that is undefined left out', () => {
  expect(() => lexV2({ slots: { city: 5 } } as object)).toThrow(
    'events.lex.v2: slots["city"] is 5 (a number), where a string, a list or null is expected.',
  )
  expect(() => lexV2({ slots: { days: ['Mon', 2] } } as object)).toThrow(
    'slots["days"][1] is 2 (a number), where a string',
  )
  expect(lexV2({ slots: { city: undefined } } as object)).toEqual(lexV2())
})

test('a dialog is told that the first empty slot would be asked for', () => {
  const event = lexV2({ invocationSource: 'DialogCodeHook', slots: { city: 'Paris', room: null, days: null } })
  expect(event.sessionState.intent.state).toBe('InProgress')
  expect(event.proposedNextState).toEqual({
    dialogAction: { type: 'ElicitSlot', slotToElicit: 'room' },
    intent: event.sessionState.intent,
  })
})

test('a dialog with no empty slot is at its end', () => {
  const { proposedNextState } = lexV2({ invocationSource: 'DialogCodeHook', slots: { city: 'Paris' } })
  expect(proposedNextState.dialogAction).toEqual({ type: 'Close' })
})

test('everything else in the input is found in the event', () => {
  const event = lexV2({
    intent: 'BookHotel',
    inputTranscript: 'a room',
    state: 'Failed',
    confirmationState: 'Denied',
    sessionAttributes: { a: 'b' },
    sessionId: 'session',
    bot: 'Travel',
    localeId: 'de_DE',
  })
  expect(event).toMatchObject({
    inputTranscript: 'a room',
    sessionId: 'session',
    bot: { name: 'Travel', localeId: 'de_DE' },
    interpretations: [{ intent: { name: 'BookHotel', state: 'Failed', confirmationState: 'Denied' } }],
    sessionState: { sessionAttributes: { a: 'b' }, intent: { name: 'BookHotel' } },
    transcriptions: [{ transcription: 'a room', resolvedContext: { intent: 'BookHotel' } }],
  })
})

test('a source that is none is refused', () => {
  const invocationSource = 'Dialog' as 'DialogCodeHook'
  expect(() => lexV2({ invocationSource })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.lex.v2: invocationSource is "Dialog" (a string), where "DialogCodeHook" or "FulfillmentCodeHook" is expected.]`,
  )
})

test('handlers of AWS’s types take the event', () => {
  expectTypeOf(lexV2).returns.toExtend<Parameters<LexV2Handler>[0]>()
})
