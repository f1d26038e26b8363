// `events.secretsManager.rotation`: one of the four steps in which a secret is rotated.

import type { SecretsManagerRotationEvent, SecretsManagerRotationEventStep } from 'aws-lambda'
import { type Kinds, readInput } from './input.js'
import { arnOf, originOf, type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** The step, and the secret. */
export interface RotationInput extends Place {
  /** In the order in which they come: `createSecret`, the default, `setSecret`, `testSecret`, `finishSecret`. */
  readonly step?: SecretsManagerRotationEventStep | undefined
  /** The secret's name; its ARN ends in six characters more. Default `my-secret`. */
  readonly secret?: string | undefined
  /** Id of the new version, the same in all four steps of one rotation. Default: a UUID that is always the same. */
  readonly clientRequestToken?: string | undefined
}

const KINDS: Kinds<RotationInput> = {
  step: {
    oneOf: ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] satisfies SecretsManagerRotationEventStep[],
  },
  secret: 'name',
  clientRequestToken: 'string',
  ...PLACE_KINDS,
}

/**
 * One step of a rotation. Secrets Manager does not read the answer; an error ends the rotation, to be tried again.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export function rotation(
  input?: RotationInput,
  overrides?: DeepPartial<SecretsManagerRotationEvent>,
): SecretsManagerRotationEvent {
  const where = 'events.secretsManager.rotation'
  const given = readInput(where, input, KINDS)
  const event: SecretsManagerRotationEvent = {
    Step: given.step ?? 'createSecret',
    SecretId: arnOf(originOf(where, given), 'secretsmanager', `secret:${given.secret ?? 'my-secret'}-AbCdEf`),
    ClientRequestToken: given.clientRequestToken ?? uuidAt(0),
  }
  return withOverrides(where, event, overrides)
}
