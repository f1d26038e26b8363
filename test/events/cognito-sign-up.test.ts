// Tests of the triggers around a sign-up.

import type {
  PostConfirmationTriggerEvent,
  PostConfirmationTriggerHandler,
  PreSignUpTriggerEvent,
  PreSignUpTriggerHandler,
} from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { postConfirmation, preSignUp } from '../../src/events/cognito-sign-up.js'

const SIGN_UP: Record<PreSignUpTriggerEvent['triggerSource'], true> = {
  PreSignUp_SignUp: true,
  PreSignUp_AdminCreateUser: true,
  PreSignUp_ExternalProvider: true,
}
const CONFIRMATION: Record<PostConfirmationTriggerEvent['triggerSource'], true> = {
  PostConfirmation_ConfirmSignUp: true,
  PostConfirmation_ConfirmForgotPassword: true,
}

test('the default event before a sign-up is complete [COG-1]', () => {
  expect(preSignUp()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "userAttributes": {
          "email": "user@example.com",
        },
        "validationData": null,
      },
      "response": {
        "autoConfirmUser": false,
        "autoVerifyEmail": false,
        "autoVerifyPhone": false,
      },
      "triggerSource": "PreSignUp_SignUp",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test('the default event after a confirmation is complete [COG-1]', () => {
  expect(postConfirmation()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
      },
      "response": {},
      "triggerSource": "PostConfirmation_ConfirmSignUp",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test.each(Object.keys(SIGN_UP) as (keyof typeof SIGN_UP)[])('the event before a sign-up can be %s', (triggerSource) => {
  expect(preSignUp({ triggerSource }).triggerSource).toBe(triggerSource)
})

test.each(Object.keys(CONFIRMATION) as (keyof typeof CONFIRMATION)[])('the confirmation can be %s', (triggerSource) => {
  expect(postConfirmation({ triggerSource }).triggerSource).toBe(triggerSource)
})

test('validation data is in the request', () => {
  expect(preSignUp({ validationData: { captcha: 'x' } }).request.validationData).toEqual({ captcha: 'x' })
})

test('overrides lie over the response too', () => {
  expect(preSignUp({}, { response: { autoConfirmUser: true } }).response).toEqual({
    autoConfirmUser: true,
    autoVerifyEmail: false,
    autoVerifyPhone: false,
  })
})

test('a trigger source that is none of this trigger is refused', () => {
  const triggerSource = 'PostConfirmation_ConfirmSignUp' as 'PreSignUp_SignUp'
  expect(() => preSignUp({ triggerSource })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.preSignUp: triggerSource is "PostConfirmation_ConfirmSignUp" (a string), where "PreSignUp_SignUp", "PreSignUp_AdminCreateUser" or "PreSignUp_ExternalProvider" is expected.]`,
  )
})

test('handlers of AWS’s types take the events', () => {
  expectTypeOf(preSignUp).returns.toExtend<Parameters<PreSignUpTriggerHandler>[0]>()
  expectTypeOf(postConfirmation).returns.toExtend<Parameters<PostConfirmationTriggerHandler>[0]>()
})
