// Tests of what AWS IoT Core hands to functions.

import type { IoTCustomAuthorizerHandler, IoTPreProvisioningHookHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { iot } from '../../src/events/iot.js'

test('a rule hands over what it selected, and nothing around it', () => {
  expect(iot.rule()).toEqual({ message: 'message 1' })
  const payload = { temperature: 21, at: { site: 'roof' } }
  const event = iot.rule({ payload }, { at: { site: 'cellar' } })
  expect(event).toEqual({ temperature: 21, at: { site: 'cellar' } })
  expect(payload.at.site).toBe('roof')
  expectTypeOf(event).toEqualTypeOf<{ temperature: number; at: { site: string } }>()
})

test('the default client that connects is complete', () => {
  expect(iot.authorizer()).toMatchInlineSnapshot(`
    {
      "connectionMetadata": {
        "id": "00000000-0000-4000-8000-000000000001",
      },
      "protocolData": {
        "mqtt": {
          "clientId": "my-client",
        },
        "tls": {
          "serverName": "example-ats.iot.us-east-1.amazonaws.com",
        },
      },
      "protocols": [
        "tls",
        "mqtt",
      ],
      "signatureVerified": true,
      "token": "my-token",
    }
  `)
})

test('everything in the input of a connection is found in the event, the password in base64', () => {
  const event = iot.authorizer({
    token: 't',
    signatureVerified: false,
    username: 'u',
    password: 'p',
    clientId: 'c',
    headers: { 'x-site': 'roof' },
    queryString: '?a=b',
  })
  expect(event).toMatchObject({
    token: 't',
    signatureVerified: false,
    protocols: ['tls', 'http', 'mqtt'],
    protocolData: {
      http: { headers: { 'x-site': 'roof' }, queryString: '?a=b' },
      mqtt: { username: 'u', password: 'cA==', clientId: 'c' },
    },
  })
})

test('the default device to provision is complete', () => {
  expect(iot.preProvisioningHook()).toMatchInlineSnapshot(`
    {
      "certificateId": "0000000000000000000000000000000000000000000000000000000000000002",
      "certificatePem": "-----BEGIN CERTIFICATE-----
    EXAMPLE
    -----END CERTIFICATE-----
    ",
      "claimCertificateId": "0000000000000000000000000000000000000000000000000000000000000001",
      "clientId": "my-client",
      "parameters": {
        "SerialNumber": "1",
      },
      "templateArn": "arn:aws:iot:us-east-1:123456789012:provisioningtemplate/my-template",
    }
  `)
})

test('everything in the input of a device is found in the event', () => {
  const input = { parameters: { SerialNumber: '7' }, template: 'fleet', clientId: 'c', region: 'us-east-2' }
  expect(iot.preProvisioningHook({ ...input, accountId: '210987654321' })).toMatchObject({
    templateArn: 'arn:aws:iot:us-east-2:210987654321:provisioningtemplate/fleet',
    clientId: 'c',
    parameters: { SerialNumber: '7' },
  })
})

test('a payload that is not an object is refused', () => {
  expect(() => iot.rule({ payload: 'hot' } as object)).toThrow(
    'events.iot.rule: payload is "hot" (a string), where an object is expected.',
  )
})

test('handlers take them', () => {
  expectTypeOf(iot.authorizer()).toExtend<Parameters<IoTCustomAuthorizerHandler>[0]>()
  expectTypeOf(iot.preProvisioningHook()).toExtend<Parameters<IoTPreProvisioningHookHandler>[0]>()
})
