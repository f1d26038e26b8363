// Tests of the trigger for users whom the pool does not know.

import type { UserMigrationTriggerEvent, UserMigrationTriggerHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { userMigration } from '../../src/events/cognito-migration.js'

const SOURCES: Record<UserMigrationTriggerEvent['triggerSource'], true> = {
  UserMigration_Authentication: true,
  UserMigration_ForgotPassword: true,
}

test('the default event is a sign-in, with nothing said of the user [COG-1]', () => {
  expect(userMigration()).toMatchInlineSnapshot(`
    {
      "callerContext": {
        "awsSdkVersion": "aws-sdk-unknown-unknown",
        "clientId": "1example23456789",
      },
      "region": "us-east-1",
      "request": {
        "password": "my-password",
        "validationData": null,
      },
      "response": {
        "desiredDeliveryMediums": null,
        "enableSMSMFA": null,
        "finalUserStatus": null,
        "forceAliasCreation": null,
        "messageAction": null,
        "userAttributes": null,
      },
      "triggerSource": "UserMigration_Authentication",
      "userName": "my-user",
      "userPoolId": "us-east-1_EXAMPLE",
      "version": "1",
    }
  `)
})

test.each(Object.keys(SOURCES) as (keyof typeof SOURCES)[])('the trigger source can be %s', (triggerSource) => {
  expect(userMigration({ triggerSource }).triggerSource).toBe(triggerSource)
})

test('a forgotten password is in no event, and cannot be given', () => {
  const triggerSource = 'UserMigration_ForgotPassword'
  expect(userMigration({ triggerSource }).request).not.toHaveProperty('password')
  expect(() => userMigration({ triggerSource, password: 'x' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.userMigration: password is given for "UserMigration_ForgotPassword", whose event has none: the user has forgotten it. Leave it out.]`,
  )
})

test('password and validation data are in the request', () => {
  const { request } = userMigration({ password: 'secret', validationData: { a: 'b' } })
  expect(request).toEqual({ password: 'secret', validationData: { a: 'b' } })
})

test('there are no attributes to give: the pool does not know the user', () => {
  const input = { userAttributes: {} } as object
  expect(() => userMigration(input)).toThrow('events.cognito.userMigration: unknown key "userAttributes" in the input.')
})

test('handlers of AWS’s types take the event', () => {
  expectTypeOf(userMigration).returns.toExtend<Parameters<UserMigrationTriggerHandler>[0]>()
})
