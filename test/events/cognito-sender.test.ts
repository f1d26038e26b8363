// Tests of the triggers that send messages themselves.

import type {
  CustomEmailSenderTriggerEvent,
  CustomEmailSenderTriggerHandler,
  CustomSMSSenderTriggerEvent,
  CustomSMSSenderTriggerHandler,
} from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { customEmailSender, customSmsSender } from '../../src/events/cognito-sender.js'

const EMAIL: Record<CustomEmailSenderTriggerEvent['triggerSource'], true> = {
  CustomEmailSender_SignUp: true,
  CustomEmailSender_ResendCode: true,
  CustomEmailSender_ForgotPassword: true,
  CustomEmailSender_UpdateUserAttribute: true,
  CustomEmailSender_VerifyUserAttribute: true,
  CustomEmailSender_AdminCreateUser: true,
  CustomEmailSender_Authentication: true,
  CustomEmailSender_AccountTakeOverNotification: true,
}
const SMS: Record<CustomSMSSenderTriggerEvent['triggerSource'], true> = {
  CustomSMSSender_SignUp: true,
  CustomSMSSender_ResendCode: true,
  CustomSMSSender_ForgotPassword: true,
  CustomSMSSender_UpdateUserAttribute: true,
  CustomSMSSender_VerifyUserAttribute: true,
  CustomSMSSender_AdminCreateUser: true,
  CustomSMSSender_Authentication: true,
}

test('the default email is complete [COG-1]', () => {
  expect(customEmailSender()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "clientMetadata": null,
        "code": "RVhBTVBMRQ==",
        "type": "customEmailSenderRequestV1",
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
      },
      "response": {},
      "triggerSource": "CustomEmailSender_SignUp",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test('the default SMS is complete [COG-1]', () => {
  expect(customSmsSender()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "clientMetadata": null,
        "code": "RVhBTVBMRQ==",
        "type": "customSMSSenderRequestV1",
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "phone_number": "+12065550100",
          "phone_number_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
      },
      "response": {},
      "triggerSource": "CustomSMSSender_SignUp",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test('a warning names the user, and a code that is no text is refused', () => {
  const triggerSource = 'CustomEmailSender_AccountTakeOverNotification'
  expect(customEmailSender({ triggerSource, userName: 'ann' }).request.userAttributes).toMatchObject({
    USER_NAME: 'ann',
  })
  expect(() => customEmailSender({ code: 1234 } as object)).toThrow(
    'events.cognito.customEmailSender: code is 1234 (a number), where a string or null is expected.',
  )
})

test.each(Object.keys(EMAIL) as (keyof typeof EMAIL)[])('the email can be %s', (triggerSource) => {
  expect(customEmailSender({ triggerSource }).triggerSource).toBe(triggerSource)
})

test.each(Object.keys(SMS) as (keyof typeof SMS)[])('the SMS can be %s', (triggerSource) => {
  expect(customSmsSender({ triggerSource }).triggerSource).toBe(triggerSource)
})

test('a warning has no code, and tells of the sign-in in the place of the user’s attributes', () => {
  const triggerSource = 'CustomEmailSender_AccountTakeOverNotification'
  const userAttributes = { CITY: 'Berlin' }
  expect(customEmailSender({ triggerSource, userAttributes }).request).toMatchInlineSnapshot(`
    {
      "clientMetadata": null,
      "code": null,
      "type": "customEmailSenderRequestV1",
      "userAttributes": {
        "ACCOUNT_TAKE_OVER_ACTION": "NO_ACTION",
        "CITY": "Berlin",
        "EVENT_ID": "00000000-0000-4000-8000-000000000001",
        "FEEDBACK_TOKEN": "EXAMPLE",
        "IP_ADDRESS": "203.0.113.1",
        "LOGIN_TIME": "2026-01-01T00:00:00Z",
        "ONE_CLICK_LINK_INVALID": "https://example.com/invalid",
        "ONE_CLICK_LINK_VALID": "https://example.com/valid",
        "USER_NAME": "my-user",
      },
    }
  `)
})

test('the code is the one that is given, null too', () => {
  expect(customEmailSender({ code: 'AYADeA==' }).request.code).toBe('AYADeA==')
  expect(customSmsSender({ code: null }).request.code).toBeNull()
})

test('handlers of AWS’s types take the events', () => {
  expectTypeOf(customEmailSender).returns.toExtend<Parameters<CustomEmailSenderTriggerHandler>[0]>()
  expectTypeOf(customSmsSender).returns.toExtend<Parameters<CustomSMSSenderTriggerHandler>[0]>()
})
