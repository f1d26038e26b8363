// Tests of what all triggers of a user pool have in common.

import { expect, test } from 'vitest'
import {
  COGNITO_KINDS,
  type CognitoInput,
  KNOWN_USER,
  triggerEvent,
  userRequest,
} from '../../src/events/cognito-trigger.js'
import { events } from '../../src/events/events.js'

const { syncTrigger: _sync, ...triggers } = events.cognito
const build = Object.entries(triggers) as [string, (input?: CognitoInput, overrides?: object) => CognitoEvent][]

interface CognitoEvent {
  readonly region: string
  readonly userPoolId: string
  readonly userName: string
  readonly callerContext: object
  readonly request: { readonly userAttributes?: object; readonly clientMetadata?: object }
}

test.each(build)('%s names the pool, the user and the app client [COG-1]', (_name, builder) => {
  expect(builder({ region: 'eu-west-1', userName: 'ann', clientId: 'app' })).toMatchObject({
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_EXAMPLE',
    userName: 'ann',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'app' },
  })
  expect(builder({ userPoolId: 'us-east-1_Mine' }).userPoolId).toBe('us-east-1_Mine')
})

test.each(build.filter(([name]) => name !== 'inboundFederation'))(
  '%s passes on what the app sent along',
  (_, builder) => {
    expect(builder({ clientMetadata: { tenant: 'a' } }).request.clientMetadata).toEqual({ tenant: 'a' })
  },
)

test('attributes lie over the usual ones, and undefined takes one away', () => {
  const userAttributes = { 'custom:tenant': 'a', email: 'ann@example.com', email_verified: undefined }
  expect(userRequest({ userAttributes }, KNOWN_USER)).toEqual({
    userAttributes: {
      sub: '00000000-0000-4000-8000-000000000001',
      'cognito:user_status': 'CONFIRMED',
      email: 'ann@example.com',
      'custom:tenant': 'a',
    },
  })
})

test('attributes that are no texts are refused: Cognito has no others', () => {
  const input = { userAttributes: { 'custom:age': 5 } } as object
  expect(() => events.cognito.preSignUp(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cognito.preSignUp: userAttributes["custom:age"] is 5 (a number), where a string is expected.]`,
  )
})

test('an event has version 1, unless a trigger has another', () => {
  const trigger = { triggerSource: 'T', request: {}, response: {} }
  expect(triggerEvent('events.test', {}, trigger, undefined)).toMatchObject({ version: '1', triggerSource: 'T' })
  expect(triggerEvent('events.test', {}, { ...trigger, version: '2' }, undefined)).toMatchObject({ version: '2' })
})

test('there is neither an account nor a time in the input, as there is none in the event', () => {
  expect(Object.keys(COGNITO_KINDS)).toEqual([
    'userName',
    'userAttributes',
    'clientMetadata',
    'userPoolId',
    'clientId',
    'region',
  ])
})
