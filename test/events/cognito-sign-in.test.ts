// Tests of the triggers around a sign-in.

import type { PostAuthenticationTriggerHandler, PreAuthenticationTriggerHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { postAuthentication, preAuthentication } from '../../src/events/cognito-sign-in.js'

test('the default event before a sign-in is complete [COG-1]', () => {
  expect(preAuthentication()).toMatchInlineSnapshot(`
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
        "validationData": null,
      },
      "response": {},
      "triggerSource": "PreAuthentication_Authentication",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test('the default event after a sign-in is complete [COG-1]', () => {
  expect(postAuthentication()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "newDeviceUsed": false,
        "userAttributes": {
          "cognito:user_status": "CONFIRMED",
          "email": "user@example.com",
          "email_verified": "true",
          "sub": "00000000-0000-4000-8000-000000000001",
        },
      },
      "response": {},
      "triggerSource": "PostAuthentication_Authentication",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test('the request tells what the app sent to be checked, and that there is no such user', () => {
  const { request } = preAuthentication({ validationData: { captcha: 'x' }, userNotFound: true })
  expect(request).toMatchObject({ validationData: { captcha: 'x' }, userNotFound: true })
})

test('the request tells that the device is new', () => {
  expect(postAuthentication({ newDeviceUsed: true }).request.newDeviceUsed).toBe(true)
})

test('a value of the wrong kind is refused', () => {
  const input = { newDeviceUsed: 'yes' } as object
  expect(() => postAuthentication(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.postAuthentication: newDeviceUsed is "yes" (a string), where a boolean is expected.]`,
  )
})

test('handlers of AWS’s types take the events', () => {
  expectTypeOf(preAuthentication).returns.toExtend<Parameters<PreAuthenticationTriggerHandler>[0]>()
  expectTypeOf(postAuthentication).returns.toExtend<Parameters<PostAuthenticationTriggerHandler>[0]>()
})
