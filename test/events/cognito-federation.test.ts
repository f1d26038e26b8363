// Tests of the trigger for users of other identity providers.

import type { InboundFederationProviderType, InboundFederationTriggerHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { inboundFederation } from '../../src/events/cognito-federation.js'

const TYPES: Record<InboundFederationProviderType, true> = {
  OIDC: true,
  SAML: true,
  Facebook: true,
  Google: true,
  SignInWithApple: true,
  LoginWithAmazon: true,
}

test('the default event has what an OIDC provider says [COG-1]', () => {
  expect(inboundFederation()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "attributes": {
          "idToken": {
            "email": "user@example.com",
            "email_verified": "true",
            "sub": "my-user",
          },
          "tokenResponse": {
            "access_token": "EXAMPLE",
            "expires_in": "3600",
            "token_type": "Bearer",
          },
          "userInfo": {
            "email": "user@example.com",
            "family_name": "Doe",
            "given_name": "Jane",
          },
        },
        "providerName": "MyProvider",
        "providerType": "OIDC",
      },
      "response": {
        "userAttributesToMap": {},
      },
      "triggerSource": "InboundFederation_ExternalProvider",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test.each(Object.keys(TYPES) as InboundFederationProviderType[])('the provider can be %s', (providerType) => {
  const { request } = inboundFederation({ providerName: 'Theirs', providerType })
  expect(request).toMatchObject({ providerName: 'Theirs', providerType })
  expect(Object.keys(request.attributes)).toEqual(
    providerType === 'SAML' ? ['samlResponse'] : ['tokenResponse', 'idToken', 'userInfo'],
  )
})

test('attributes that are given are all that there are', () => {
  const attributes = { samlResponse: { 'urn:name': 'Ann' } }
  expect(inboundFederation({ providerType: 'SAML', attributes }).request.attributes).toEqual(attributes)
})

test('a provider that is none is refused', () => {
  const providerType = 'GitHub' as 'OIDC'
  expect(() => inboundFederation({ providerType })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.inboundFederation: providerType is "GitHub" (a string), where "OIDC", "SAML", "Facebook", "Google", "SignInWithApple" or "LoginWithAmazon" is expected.]`,
  )
})

test('handlers of AWS’s types take the event', () => {
  expectTypeOf(inboundFederation).returns.toExtend<Parameters<InboundFederationTriggerHandler>[0]>()
})
