// Tests of the trigger that may write a message's text.

import type { CustomMessageTriggerEvent, CustomMessageTriggerHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { customMessage } from '../../src/events/cognito-message.js'

const SOURCES: Record<CustomMessageTriggerEvent['triggerSource'], true> = {
  CustomMessage_SignUp: true,
  CustomMessage_AdminCreateUser: true,
  CustomMessage_ResendCode: true,
  CustomMessage_ForgotPassword: true,
  CustomMessage_UpdateUserAttribute: true,
  CustomMessage_VerifyUserAttribute: true,
  CustomMessage_Authentication: true,
}

test('the default event is a sign-up, with nothing said for the function [COG-1]', () => {
  expect(customMessage()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "codeParameter": "{####}",
        "linkParameter": "{##Click Here##}",
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
        "usernameParameter": null,
      },
      "response": {
        "emailMessage": null,
        "emailSubject": null,
        "smsMessage": null,
      },
      "triggerSource": "CustomMessage_SignUp",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test.each(Object.keys(SOURCES) as (keyof typeof SOURCES)[])('the trigger source can be %s', (triggerSource) => {
  const { request, ...event } = customMessage({ triggerSource })
  expect(event.triggerSource).toBe(triggerSource)
  expect(request.usernameParameter).toBe(triggerSource === 'CustomMessage_AdminCreateUser' ? '{username}' : null)
})

test('the parameters can be others', () => {
  const triggerSource = 'CustomMessage_AdminCreateUser'
  const { request } = customMessage({ triggerSource, codeParameter: '1234', usernameParameter: 'ann' })
  expect(request).toMatchObject({ codeParameter: '1234', usernameParameter: 'ann' })
})

test('a user name is told in invitations only', () => {
  expect(() => customMessage({ usernameParameter: 'ann' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.customMessage: usernameParameter is given for "CustomMessage_SignUp", and only "CustomMessage_AdminCreateUser" has one. Leave it out.]`,
  )
})

test('handlers of AWS’s types take the event', () => {
  expectTypeOf(customMessage).returns.toExtend<Parameters<CustomMessageTriggerHandler>[0]>()
})
