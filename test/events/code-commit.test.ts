// Tests of triggers of CodeCommit.

import type { CodeCommitHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { codeCommit } from '../../src/events/code-commit.js'

test('the default event is a push', () => {
  expect(codeCommit()).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "awsRegion": "us-east-1",
          "codecommit": {
            "references": [
              {
                "commit": "0123456789abcdef0123456789abcdef01234567",
                "ref": "refs/heads/main",
              },
            ],
          },
          "eventId": "00000000-0000-4000-8000-000000000001",
          "eventName": "ReferenceChanges",
          "eventPartNumber": 1,
          "eventSource": "aws:codecommit",
          "eventSourceARN": "arn:aws:codecommit:us-east-1:123456789012:my-repository",
          "eventTime": "2026-01-01T00:00:00.000+0000",
          "eventTotalParts": 1,
          "eventTriggerConfigId": "00000000-0000-4000-8000-000000000002",
          "eventTriggerName": "my-trigger",
          "eventVersion": "1.0",
          "userIdentityARN": "arn:aws:iam::123456789012:user/my-user",
        },
      ],
    }
  `)
})

test('everything in the input is found in the record', () => {
  const { Records } = codeCommit({
    repository: 'shop',
    branch: 'feature/a',
    commit: 'abc',
    change: 'deleted',
    customData: { notify: true },
    trigger: 'all',
    region: 'eu-west-1',
    accountId: '210987654321',
    time: '2019-01-02T12:45:07.008Z',
  })
  expect(Records).toMatchObject([
    {
      awsRegion: 'eu-west-1',
      codecommit: { references: [{ commit: 'abc', ref: 'refs/heads/feature/a', deleted: true }] },
      customData: '{"notify":true}',
      eventSourceARN: 'arn:aws:codecommit:eu-west-1:210987654321:shop',
      eventTime: '2019-01-02T12:45:07.008+0000',
      eventTriggerName: 'all',
      userIdentityARN: 'arn:aws:iam::210987654321:user/my-user',
    },
  ])
})

test('a new branch says so', () => {
  const [record] = codeCommit({ change: 'created' }).Records
  expect(record?.codecommit.references).toMatchObject([{ created: true }])
})

test('a change that is none is refused', () => {
  const change = 'moved' as 'created'
  expect(() => codeCommit({ change })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.codeCommit: change is "moved" (a string), where "created" or "deleted" is expected.]`,
  )
})

test('AWS’s type of a record fits; its handler type names the record in the place of the event', () => {
  expectTypeOf(codeCommit().Records).items.toExtend<Parameters<CodeCommitHandler>[0]>()
})
