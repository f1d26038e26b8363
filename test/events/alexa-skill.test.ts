// Tests of what custom skills of Alexa are asked.

import { expect, test } from 'vitest'
import { intent, launch, sessionEnded } from '../../src/events/alexa-skill.js'

test('the default launch begins a session', () => {
  expect(launch()).toMatchInlineSnapshot(`
    {
      "context": {
        "System": {
          "apiAccessToken": "EXAMPLE",
          "apiEndpoint": "https://api.amazonalexa.com",
          "application": {
            "applicationId": "amzn1.ask.skill.my-skill",
          },
          "device": {
            "deviceId": "amzn1.ask.device.my-device",
            "supportedInterfaces": {},
          },
          "user": {
            "userId": "amzn1.ask.account.my-user",
          },
        },
      },
      "request": {
        "locale": "en-US",
        "requestId": "amzn1.echo-api.request.00000000-0000-4000-8000-000000000001",
        "timestamp": "2026-01-01T00:00:00Z",
        "type": "LaunchRequest",
      },
      "session": {
        "application": {
          "applicationId": "amzn1.ask.skill.my-skill",
        },
        "attributes": {},
        "new": true,
        "sessionId": "amzn1.echo-api.session.00000000-0000-4000-8000-000000000001",
        "user": {
          "userId": "amzn1.ask.account.my-user",
        },
      },
      "version": "1.0",
    }
  `)
})

test('the default intent goes on with one', () => {
  const { session, request } = intent()
  expect({ isNew: session.new, request }).toMatchInlineSnapshot(`
    {
      "isNew": false,
      "request": {
        "intent": {
          "confirmationStatus": "NONE",
          "name": "MyIntent",
          "slots": {},
        },
        "locale": "en-US",
        "requestId": "amzn1.echo-api.request.00000000-0000-4000-8000-000000000001",
        "timestamp": "2026-01-01T00:00:00Z",
        "type": "IntentRequest",
      },
    }
  `)
})

test('the default end is the user’s', () => {
  expect(sessionEnded().request).toMatchInlineSnapshot(`
    {
      "locale": "en-US",
      "reason": "USER_INITIATED",
      "requestId": "amzn1.echo-api.request.00000000-0000-4000-8000-000000000001",
      "timestamp": "2026-01-01T00:00:00Z",
      "type": "SessionEndedRequest",
    }
  `)
})

test('a session that an error ended says which', () => {
  expect(sessionEnded().request).not.toHaveProperty('error')
  expect(sessionEnded({ reason: 'ERROR' }).request).toMatchObject({
    reason: 'ERROR',
    error: { type: 'INVALID_RESPONSE', message: 'message 1' },
  })
})

test('skill, user, locale, attributes and time are found in the event', () => {
  const event = launch({
    skillId: 'amzn1.ask.skill.a',
    userId: 'amzn1.ask.account.b',
    accessToken: 'token',
    locale: 'de-DE',
    attributes: { score: 1 },
    time: '2019-01-02T12:45:07.008Z',
  })
  const application = { applicationId: 'amzn1.ask.skill.a' }
  const user = { userId: 'amzn1.ask.account.b', accessToken: 'token' }
  expect(event).toMatchObject({
    session: { application, user, attributes: { score: 1 } },
    context: { System: { application, user } },
    request: { locale: 'de-DE', timestamp: '2019-01-02T12:45:07Z' },
  })
})

test('slots have what was said, and no value where nothing was', () => {
  const slots = { color: 'blue', size: null }
  const { request } = intent({ intent: 'PaintIntent', slots, dialogState: 'STARTED', confirmationStatus: 'CONFIRMED' })
  expect(request).toMatchObject({ dialogState: 'STARTED' })
  expect(request.intent).toEqual({
    name: 'PaintIntent',
    confirmationStatus: 'CONFIRMED',
    slots: {
      color: { name: 'color', value: 'blue', confirmationStatus: 'NONE' },
      size: { name: 'size', confirmationStatus: 'NONE' },
    },
  })
})

test('a slot that is no text is refused', () => {
  expect(() => intent({ slots: { size: 5 } } as object)).toThrow(
    'events.alexa.intent: slots["size"] is 5 (a number), where a string or null is expected.',
  )
})

test('overrides reach every part of the envelope', () => {
  const supportedInterfaces = { AudioPlayer: {} }
  const event = launch({}, { context: { System: { device: { supportedInterfaces } } } })
  expect(event.context.System.device.supportedInterfaces).toEqual(supportedInterfaces)
})

test('a reason that is none is refused', () => {
  const reason = 'BORED' as 'ERROR'
  expect(() => sessionEnded({ reason })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.alexa.sessionEnded: reason is "BORED" (a string), where "USER_INITIATED", "ERROR" or "EXCEEDED_MAX_REPROMPTS" is expected.]`,
  )
})
