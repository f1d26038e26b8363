// `events.codeCommit`: somebody pushed to a repository of CodeCommit that has a trigger.

import type { CodeCommitTriggerEvent } from 'aws-lambda'
import { type Kinds, readInput } from './input.js'
import { javaIsoTime } from './java-time.js'
import { messageText } from './json-text.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** The push. */
export interface CodeCommitInput extends Origin {
  /** Default `my-repository`. */
  readonly repository?: string | undefined
  /** Name of the branch. Default `main`. */
  readonly branch?: string | undefined
  /** Id of the commit that the branch is at. Default: always the same. */
  readonly commit?: string | undefined
  /** Whether the branch is new, or is no more. Default: neither. */
  readonly change?: 'created' | 'deleted' | undefined
  /** What the trigger adds; what is no string becomes JSON text. Default: nothing. */
  readonly customData?: unknown
  /** Name of the trigger. Default `my-trigger`. */
  readonly trigger?: string | undefined
}

const KINDS: Kinds<CodeCommitInput> = {
  repository: 'name',
  branch: 'string',
  commit: 'string',
  change: { oneOf: ['created', 'deleted'] },
  customData: 'any',
  trigger: 'string',
  ...ORIGIN_KINDS,
}

/**
 * A trigger of a repository, with one record for the push. CodeCommit does not read the answer.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-codecommit.html
 */
export function codeCommit(
  input?: CodeCommitInput,
  overrides?: DeepPartial<CodeCommitTriggerEvent>,
): CodeCommitTriggerEvent {
  const where = 'events.codeCommit'
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { branch = 'main', commit = '0123456789abcdef0123456789abcdef01234567', change, customData } = given
  const record: CodeCommitTriggerEvent['Records'][number] = {
    awsRegion: origin.region,
    codecommit: {
      references: [{ commit, ref: `refs/heads/${branch}`, ...(change !== undefined && { [change]: true }) }],
    },
    ...(customData !== undefined && { customData: messageText(where, 'customData', customData) }),
    eventId: uuidAt(0),
    eventName: 'ReferenceChanges',
    eventPartNumber: 1,
    eventSource: 'aws:codecommit',
    eventSourceARN: arnOf(origin, 'codecommit', given.repository ?? 'my-repository'),
    eventTime: javaIsoTime(origin.time),
    eventTotalParts: 1,
    eventTriggerConfigId: uuidAt(1),
    eventTriggerName: given.trigger ?? 'my-trigger',
    eventVersion: '1.0',
    userIdentityARN: arnOf(origin, 'iam', 'user/my-user', 'global'),
  }
  return withOverrides(where, { Records: [record] }, overrides)
}
