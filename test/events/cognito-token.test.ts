// Tests of the trigger before tokens are made.

import type {
  PreTokenGenerationTriggerHandler,
  PreTokenGenerationV2TriggerHandler,
  PreTokenGenerationV3TriggerHandler,
} from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { preTokenGeneration, type TokenSource } from '../../src/events/cognito-token.js'

const SOURCES: Record<TokenSource, true> = {
  TokenGeneration_HostedAuth: true,
  TokenGeneration_Authentication: true,
  TokenGeneration_NewPasswordChallenge: true,
  TokenGeneration_AuthenticateDevice: true,
  TokenGeneration_RefreshTokens: true,
  TokenGeneration_ClientCredentials: true,
}

test('the default event is version 1, of the ID token [COG-1]', () => {
  expect(preTokenGeneration()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "groupConfiguration": {
          "groupsToOverride": [],
          "iamRolesToOverride": [],
          "preferredRole": null,
        },
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
      },
      "response": {
        "claimsOverrideDetails": null,
      },
      "triggerSource": "TokenGeneration_Authentication",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test('version 2 has scopes, and a response for both tokens [COG-1]', () => {
  const { version, request, response } = preTokenGeneration({ version: '2' })
  expect({ version, request, response }).toMatchInlineSnapshot(`
    {
      "request": {
        "groupConfiguration": {
          "groupsToOverride": [],
          "iamRolesToOverride": [],
          "preferredRole": null,
        },
        "scopes": [
          "aws.cognito.signin.user.admin",
        ],
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
      },
      "response": {
        "claimsAndScopeOverrideDetails": null,
      },
      "version": "2",
    }
  `)
})

test('a machine has no attributes and no name of its own, and its own scopes', () => {
  const event = preTokenGeneration({ version: '3', triggerSource: 'TokenGeneration_ClientCredentials' })
  expect(event).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "groupConfiguration": {
          "groupsToOverride": [],
          "iamRolesToOverride": [],
          "preferredRole": null,
        },
        "scopes": [
          "my-api/read",
        ],
        "userAttributes": {},
      },
      "response": {
        "claimsAndScopeOverrideDetails": null,
      },
      "triggerSource": "TokenGeneration_ClientCredentials",
      "userName": "ClientCredentials",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "3",
    }
  `)
})

test('a machine’s name that is undefined is the default one', () => {
  const input = { version: '3', triggerSource: 'TokenGeneration_ClientCredentials', userName: undefined } as const
  expect(preTokenGeneration(input).userName).toBe('ClientCredentials')
})

test.each(Object.keys(SOURCES) as TokenSource[])('version 3 is of %s too', (triggerSource) => {
  expect(preTokenGeneration({ version: '3', triggerSource })).toMatchObject({ version: '3', triggerSource })
})

test('groups and scopes are in the request', () => {
  const { request } = preTokenGeneration({ version: '2', groups: ['admins'], scopes: ['openid'] })
  expect(request).toMatchObject({ groupConfiguration: { groupsToOverride: ['admins'] }, scopes: ['openid'] })
})

test('machines have no event before version 3', () => {
  const input = { version: '2', triggerSource: 'TokenGeneration_ClientCredentials' } as const
  expect(() => preTokenGeneration(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.preTokenGeneration: triggerSource is "TokenGeneration_ClientCredentials" and version is "2", but Cognito asks about tokens of machines in version 3 of the event only. Give version: '3' too.]`,
  )
})

test('version 1 has no scopes', () => {
  expect(() => preTokenGeneration({ scopes: ['openid'] })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.preTokenGeneration: scopes is given for version 1 of the event, the default, which says nothing of the access token. Give version: '2' or '3' too.]`,
  )
})

test('handlers of AWS’s types take the event of their version', () => {
  expectTypeOf(preTokenGeneration()).toExtend<Parameters<PreTokenGenerationTriggerHandler>[0]>()
  expectTypeOf(preTokenGeneration({ version: '2' })).toExtend<Parameters<PreTokenGenerationV2TriggerHandler>[0]>()
  expectTypeOf(preTokenGeneration({ version: '3', triggerSource: 'TokenGeneration_ClientCredentials' })).toExtend<
    Parameters<PreTokenGenerationV3TriggerHandler>[0]
  >()
})
