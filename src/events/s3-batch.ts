// `events.s3.batch`: S3 Batch Operations has the function work on one object of its manifest.

import type { S3BatchEvent } from 'aws-lambda'
import { partitionOf } from '../function/partition.js'
import { type Kinds, readInput, refuseGiven, TEXTS } from './input.js'
import { type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { encodeKey } from './s3.js'

/**
 * The event in schema version 2.0, which names the bucket and has the job's arguments.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
 */
export interface S3BatchEventV2 {
  invocationSchemaVersion: '2.0'
  invocationId: string
  job: { id: string; userArguments?: Record<string, string> }
  tasks: { taskId: string; s3Key: string; s3VersionId: string | null; s3Bucket: string }[]
}

/** The object, and the job. */
export interface S3BatchInput extends Pick<Place, 'region'> {
  /** Default `my-bucket`. */
  readonly bucket?: string | undefined
  /** The key as you know it, such as `my photos/cat.jpg`; the event carries it URL-encoded. Default `my-key`. */
  readonly key?: string | undefined
  /** Default: none, which S3 writes as null. */
  readonly versionId?: string | undefined
  /** As the job says: `1.0` with the bucket's ARN, `2.0` with its name. Default `1.0`. */
  readonly schemaVersion?: '1.0' | '2.0' | undefined
  /** Of the job; in schema version 2.0. Default: none. */
  readonly userArguments?: Readonly<Record<string, string>> | undefined
  /** Default: always the same. */
  readonly taskId?: string | undefined
}

const KINDS: Kinds<S3BatchInput> = {
  bucket: 'name',
  key: 'string',
  versionId: 'string',
  schemaVersion: { oneOf: ['1.0', '2.0'] },
  userArguments: TEXTS,
  taskId: 'string',
  region: PLACE_KINDS.region,
}

/**
 * One task. The function answers with `invocationSchemaVersion`, `invocationId`, `treatMissingKeysAs` and a result
 * (`Succeeded`, `TemporaryFailure` or `PermanentFailure`) for the task.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
 */
export function s3Batch(
  input: S3BatchInput & { readonly schemaVersion: '2.0' },
  overrides?: DeepPartial<S3BatchEventV2>,
): S3BatchEventV2
export function s3Batch(
  input?: S3BatchInput & { readonly schemaVersion?: '1.0' | undefined },
  overrides?: DeepPartial<S3BatchEvent>,
): S3BatchEvent
export function s3Batch(input?: S3BatchInput, overrides?: object): object {
  const where = 'events.s3.batch'
  const given = readInput(where, input, KINDS)
  const { bucket = 'my-bucket', key = 'my-key', versionId = null, schemaVersion = '1.0', userArguments } = given
  if (schemaVersion === '1.0') {
    const because = "schema version 1.0, the default, whose events carry none. Give schemaVersion: '2.0' too."
    refuseGiven(where, given, ['userArguments'], because)
  }
  const bucketArn = `arn:${partitionOf(given.region ?? 'us-east-1')}:s3:::${bucket}`
  const task = { taskId: given.taskId ?? 'EXAMPLEtask=', s3Key: encodeKey(key), s3VersionId: versionId }
  const event = {
    invocationSchemaVersion: schemaVersion,
    invocationId: 'EXAMPLEinvocation=',
    job: { id: uuidAt(0), ...(userArguments && { userArguments: { ...userArguments } }) },
    tasks: [{ ...task, ...(schemaVersion === '1.0' ? { s3BucketArn: bucketArn } : { s3Bucket: bucket }) }],
  }
  return withOverrides<object>(where, event, overrides)
}
