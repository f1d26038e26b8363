// Tests of builds that change their state.

import type { CodeBuildCloudWatchStateHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { codeBuild } from '../../src/events/code-build.js'

const { stateChange } = codeBuild

test('the default event is a build that succeeded [EV-5]', () => {
  expect(stateChange()).toMatchInlineSnapshot(`
    {
      "account": "123456789012",
      "detail": {
        "additional-information": {
          "artifact": {
            "location": "",
          },
          "build-complete": true,
          "build-number": 1,
          "build-start-time": "Jan 1, 2026 12:00:00 AM",
          "cache": {
            "type": "NO_CACHE",
          },
          "environment": {
            "compute-type": "BUILD_GENERAL1_SMALL",
            "environment-variables": [],
            "image": "aws/codebuild/standard:7.0",
            "image-pull-credentials-type": "CODEBUILD",
            "privileged-mode": false,
            "type": "LINUX_CONTAINER",
          },
          "initiator": "my-user",
          "logs": {
            "deep-link": "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEvent:group=/aws/codebuild/my-project;stream=00000000-0000-4000-8000-000000000001",
            "group-name": "/aws/codebuild/my-project",
            "stream-name": "00000000-0000-4000-8000-000000000001",
          },
          "phases": [
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "SUBMITTED",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "QUEUED",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "PROVISIONING",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "DOWNLOAD_SOURCE",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "INSTALL",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "PRE_BUILD",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "BUILD",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "POST_BUILD",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "UPLOAD_ARTIFACTS",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "duration-in-seconds": 0,
              "end-time": "Jan 1, 2026 12:00:00 AM",
              "phase-context": [],
              "phase-status": "SUCCEEDED",
              "phase-type": "FINALIZING",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
            {
              "phase-type": "COMPLETED",
              "start-time": "Jan 1, 2026 12:00:00 AM",
            },
          ],
          "project-file-system-locations": [],
          "queued-timeout-in-minutes": 480,
          "source": {
            "buildspec": "",
            "location": "my-bucket/source.zip",
            "type": "S3",
          },
          "source-version": "my-source-version",
          "timeout-in-minutes": 60,
        },
        "build-id": "arn:aws:codebuild:us-east-1:123456789012:build/my-project:00000000-0000-4000-8000-000000000001",
        "build-status": "SUCCEEDED",
        "current-phase": "COMPLETED",
        "current-phase-context": "[]",
        "project-name": "my-project",
        "version": "1",
      },
      "detail-type": "CodeBuild Build State Change",
      "id": "00000000-0000-4000-8000-000000000001",
      "region": "us-east-1",
      "resources": [
        "arn:aws:codebuild:us-east-1:123456789012:build/my-project:00000000-0000-4000-8000-000000000001",
      ],
      "source": "aws.codebuild",
      "time": "2026-01-01T00:00:00Z",
      "version": "0",
    }
  `)
})

test('a build in progress has no phases behind it', () => {
  const { detail } = stateChange({ status: 'IN_PROGRESS' })
  expect(detail).toMatchObject({ 'build-status': 'IN_PROGRESS', 'current-phase': 'SUBMITTED' })
  expect(detail['additional-information']).toMatchObject({ 'build-complete': false, phases: [] })
})

test('a failed build failed in its phase BUILD', () => {
  const { phases } = stateChange({ status: 'FAILED' }).detail['additional-information']
  const failed = phases.filter((phase) => phase['phase-status'] === 'FAILED')
  expect(failed.map((phase) => phase['phase-type'])).toEqual(['BUILD'])
})

test('everything else in the input is found in the event', () => {
  const input = { project: 'web', buildId: 'b-1', region: 'us-east-2', accountId: '210987654321', time: 1545084650987 }
  const arn = 'arn:aws:codebuild:us-east-2:210987654321:build/web:b-1'
  expect(stateChange(input)).toMatchObject({
    account: '210987654321',
    time: '2018-12-17T22:10:50Z',
    resources: [arn],
    detail: {
      'project-name': 'web',
      'build-id': arn,
      'additional-information': {
        'build-start-time': 'Dec 17, 2018 10:10:50 PM',
        logs: { 'group-name': '/aws/codebuild/web', 'stream-name': 'b-1' },
      },
    },
  })
})

test('a status that there is not is refused', () => {
  expect(() => stateChange({ status: 'DONE' } as object)).toThrow('events.codeBuild.stateChange: status is "DONE"')
})

test('a handler takes it', () => {
  expectTypeOf(stateChange()).toExtend<Parameters<CodeBuildCloudWatchStateHandler>[0]>()
})
