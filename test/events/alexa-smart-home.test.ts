// Tests of directives to smart home skills of Alexa.

import { expect, test } from 'vitest'
import { smartHome } from '../../src/events/alexa-smart-home.js'

test('the default directive discovers devices', () => {
  expect(smartHome()).toMatchInlineSnapshot(`
    {
      "directive": {
        "header": {
          "messageId": "00000000-0000-4000-8000-000000000001",
          "name": "Discover",
          "namespace": "Alexa.Discovery",
          "payloadVersion": "3",
        },
        "payload": {
          "scope": {
            "token": "my-token",
            "type": "BearerToken",
          },
        },
      },
    }
  `)
})

test('every other directive is for a device', () => {
  const directive = { namespace: 'Alexa.PowerController', name: 'TurnOn', endpointId: 'lamp', token: 'token' }
  expect(smartHome(directive)).toMatchInlineSnapshot(`
    {
      "directive": {
        "endpoint": {
          "cookie": {},
          "endpointId": "lamp",
          "scope": {
            "token": "token",
            "type": "BearerToken",
          },
        },
        "header": {
          "correlationToken": "EXAMPLE",
          "messageId": "00000000-0000-4000-8000-000000000001",
          "name": "TurnOn",
          "namespace": "Alexa.PowerController",
          "payloadVersion": "3",
        },
        "payload": {},
      },
    }
  `)
})

test('access is granted by a code, to no device', () => {
  expect(smartHome({ namespace: 'Alexa.Authorization', name: 'AcceptGrant', token: 'theirs' })).toMatchInlineSnapshot(`
    {
      "directive": {
        "header": {
          "messageId": "00000000-0000-4000-8000-000000000001",
          "name": "AcceptGrant",
          "namespace": "Alexa.Authorization",
          "payloadVersion": "3",
        },
        "payload": {
          "grant": {
            "code": "EXAMPLE",
            "type": "OAuth2.AuthorizationCode",
          },
          "grantee": {
            "token": "theirs",
            "type": "BearerToken",
          },
        },
      },
    }
  `)
})

test('a device is refused where the directive is to none', () => {
  expect(() => smartHome({ endpointId: 'lamp' })).toThrow(
    'events.alexa.smartHome: endpointId is given for Alexa.Discovery.Discover, which is to no device. Leave it out.',
  )
})

test.each([
  [{ name: 'TurnOn' }, 'Alexa.Discovery.TurnOn'],
  [{ namespace: 'Alexa.PowerController' }, 'Alexa.PowerController.Discover'],
])('half a directive is refused: %o', (input, directive) => {
  expect(() => smartHome(input)).toThrow(
    `events.alexa.smartHome: the directive is ${directive}, which Alexa does not have. ` +
      "Give both namespace and name, such as { namespace: 'Alexa.PowerController', name: 'TurnOn' }.",
  )
})

test('the payload is the one that is given', () => {
  const payload = { brightness: 50 }
  const event = smartHome({ namespace: 'Alexa.BrightnessController', name: 'SetBrightness', payload })
  expect(event.directive.payload).toEqual(payload)
})

test('an unknown key is refused with the nearest one', () => {
  const input = { endpoint: 'lamp' } as object
  expect(() => smartHome(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.alexa.smartHome: unknown key "endpoint" in the input. Did you mean "endpointId"? It takes: namespace, name, endpointId, payload, token. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})
