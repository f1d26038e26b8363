// Tests of what S3 Batch Operations asks.

import type { S3BatchHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { s3Batch, type S3BatchEventV2 } from '../../src/events/s3-batch.js'

test('the default event is one task in schema version 1.0', () => {
  expect(s3Batch()).toMatchInlineSnapshot(`
    {
      "invocationId": "EXAMPLEinvocation=",
      "invocationSchemaVersion": "1.0",
      "job": {
        "id": "00000000-0000-4000-8000-000000000001",
      },
      "tasks": [
        {
          "s3BucketArn": "arn:aws:s3:::my-bucket",
          "s3Key": "my-key",
          "s3VersionId": null,
          "taskId": "EXAMPLEtask=",
        },
      ],
    }
  `)
})

test('schema version 2.0 names the bucket, and has the arguments of the job', () => {
  const event = s3Batch({ schemaVersion: '2.0', userArguments: { size: 'small' } })
  expect(event).toMatchInlineSnapshot(`
    {
      "invocationId": "EXAMPLEinvocation=",
      "invocationSchemaVersion": "2.0",
      "job": {
        "id": "00000000-0000-4000-8000-000000000001",
        "userArguments": {
          "size": "small",
        },
      },
      "tasks": [
        {
          "s3Bucket": "my-bucket",
          "s3Key": "my-key",
          "s3VersionId": null,
          "taskId": "EXAMPLEtask=",
        },
      ],
    }
  `)
})

test('the key is URL-encoded, as in notifications', () => {
  const [task] = s3Batch({ bucket: 'photos', key: 'my cat+1.jpg', versionId: 'v', taskId: 't' }).tasks
  expect(task).toEqual({
    taskId: 't',
    s3Key: 'my+cat%2B1.jpg',
    s3VersionId: 'v',
    s3BucketArn: 'arn:aws:s3:::photos',
  })
})

test('version 1.0 has no arguments', () => {
  expect(() => s3Batch({ userArguments: { a: 'b' } })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.s3.batch: userArguments is given for schema version 1.0, the default, whose events carry none. Give schemaVersion: '2.0' too.]`,
  )
})

test('handlers of AWS’s types take the event, which is of version 1.0', () => {
  expectTypeOf(s3Batch()).toExtend<Parameters<S3BatchHandler>[0]>()
  expectTypeOf(s3Batch({ schemaVersion: '2.0' })).toEqualTypeOf<S3BatchEventV2>()
})
