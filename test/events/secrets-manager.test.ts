// Tests of the steps in which a secret is rotated.

import type { SecretsManagerRotationEventStep, SecretsManagerRotationHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { rotation } from '../../src/events/secrets-manager.js'

const STEPS: Record<SecretsManagerRotationEventStep, true> = {
  createSecret: true,
  setSecret: true,
  testSecret: true,
  finishSecret: true,
}

test('the default event is the first step', () => {
  expect(rotation()).toMatchInlineSnapshot(`
    {
      "ClientRequestToken": "00000000-0000-4000-8000-000000000001",
      "SecretId": "arn:aws:secretsmanager:us-east-1:123456789012:secret:my-secret-AbCdEf",
      "Step": "createSecret",
    }
  `)
})

test('the steps of one rotation have the same token', () => {
  const steps = (Object.keys(STEPS) as SecretsManagerRotationEventStep[]).map((step) => rotation({ step }))
  expect(steps.map(({ Step }) => Step)).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret'])
  expect(new Set(steps.map(({ ClientRequestToken }) => ClientRequestToken)).size).toBe(1)
})

test('secret, token and place are found in the event', () => {
  const place = { region: 'eu-west-1', accountId: '210987654321' }
  expect(rotation({ secret: 'db/password', clientRequestToken: 'token', ...place })).toMatchObject({
    SecretId: 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:db/password-AbCdEf',
    ClientRequestToken: 'token',
  })
})

test('a step that is none is refused', () => {
  const step = 'deleteSecret' as 'createSecret'
  expect(() => rotation({ step })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.secretsManager.rotation: step is "deleteSecret" (a string), where "createSecret", "setSecret", "testSecret" or "finishSecret" is expected.]`,
  )
})

test('handlers of AWS’s types take the event', () => {
  expectTypeOf(rotation).returns.toExtend<Parameters<SecretsManagerRotationHandler>[0]>()
})
