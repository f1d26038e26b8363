// Tests of the triggers of custom sign-in.

import type {
  CreateAuthChallengeTriggerHandler,
  DefineAuthChallengeTriggerHandler,
  VerifyAuthChallengeResponseTriggerHandler,
} from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import {
  createAuthChallenge,
  defineAuthChallenge,
  verifyAuthChallengeResponse,
} from '../../src/events/cognito-challenge.js'

test('the default question for a challenge is complete, and says nothing for the function [COG-1]', () => {
  expect(defineAuthChallenge()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "session": [],
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
      },
      "response": {
        "challengeName": null,
        "failAuthentication": null,
        "issueTokens": null,
      },
      "triggerSource": "DefineAuthChallenge_Authentication",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test('the default request for a challenge is complete [COG-1]', () => {
  expect(createAuthChallenge()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "challengeName": "CUSTOM_CHALLENGE",
        "session": [],
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
      },
      "response": {
        "challengeMetadata": null,
        "privateChallengeParameters": null,
        "publicChallengeParameters": null,
      },
      "triggerSource": "CreateAuthChallenge_Authentication",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test('the default answer to check is complete [COG-1]', () => {
  expect(verifyAuthChallengeResponse()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "challengeAnswer": "right",
        "privateChallengeParameters": {
          "answer": "right",
        },
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
      },
      "response": {
        "answerCorrect": null,
      },
      "triggerSource": "VerifyAuthChallengeResponse_Authentication",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test('the session lists the challenges so far', () => {
  const session = [{ challengeName: 'SRP_A' as const, challengeResult: true }]
  expect(defineAuthChallenge({ session }).request.session).toEqual(session)
  expect(createAuthChallenge({ session, challengeName: 'CAPTCHA' }).request).toMatchObject({
    session,
    challengeName: 'CAPTCHA',
  })
})

test('what the challenge kept and what the user answered are in the request', () => {
  const { request } = verifyAuthChallengeResponse({ privateChallengeParameters: { code: '1' }, challengeAnswer: '2' })
  expect(request).toMatchObject({ privateChallengeParameters: { code: '1' }, challengeAnswer: '2' })
})

test.each([
  ['defineAuthChallenge', defineAuthChallenge],
  ['createAuthChallenge', createAuthChallenge],
  ['verifyAuthChallengeResponse', verifyAuthChallengeResponse],
])('%s tells whether there is such a user only when it is asked to', (_, build) => {
  expect(build().request).not.toHaveProperty('userNotFound')
  expect(build({ userNotFound: false }).request.userNotFound).toBe(false)
})

test('a session that is no list is refused', () => {
  const input = { session: {} } as object
  expect(() => defineAuthChallenge(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.defineAuthChallenge: session is an object (Object), where a list is expected.]`,
  )
})

test('handlers of AWS’s types take the events', () => {
  expectTypeOf(defineAuthChallenge).returns.toExtend<Parameters<DefineAuthChallengeTriggerHandler>[0]>()
  expectTypeOf(createAuthChallenge).returns.toExtend<Parameters<CreateAuthChallengeTriggerHandler>[0]>()
  expectTypeOf(verifyAuthChallengeResponse).returns.toExtend<Parameters<VerifyAuthChallengeResponseTriggerHandler>[0]>()
})
