// `events.s3.objectLambda`: somebody reads through an S3 Object Lambda Access Point, and the function says what is read.

import { domainOf } from '../function/partition.js'
import { type Kinds, readInput, refuseGiven, TEXTS } from './input.js'
import { messageText } from './json-text.js'
import { arnOf, originOf, type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { encodeKey } from './s3.js'

/** What the caller did. */
export type S3ObjectLambdaOperation = 'GetObject' | 'HeadObject' | 'ListObjects' | 'ListObjectsV2'

/**
 * One of the contexts is there: that of the operation.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-event-context.html
 */
export interface S3ObjectLambdaEvent {
  xAmzRequestId: string
  getObjectContext?: { inputS3Url: string; outputRoute: string; outputToken: string }
  headObjectContext?: { inputS3Url: string }
  listObjectsContext?: { inputS3Url: string }
  listObjectsV2Context?: { inputS3Url: string }
  configuration: { accessPointArn: string; supportingAccessPointArn: string; payload: string }
  userRequest: { url: string; headers: Record<string, string> }
  userIdentity: { type: string; principalId: string; arn: string; accountId: string; accessKeyId: string }
  protocolVersion: string
}

/** What is read, and how. */
export interface S3ObjectLambdaInput extends Place {
  /** Default `GetObject`. */
  readonly operation?: S3ObjectLambdaOperation | undefined
  /** The key as you know it; of objects only. Default `my-key`. */
  readonly key?: string | undefined
  /** Where the function fetches the original: a presigned URL. Default: one of S3, which no test can reach. */
  readonly inputS3Url?: string | undefined
  /** Headers of the caller's request, besides `Host`. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The text of the access point's configuration; what is no string becomes JSON text. Default: no text. */
  readonly payload?: unknown
  /** Name of the Object Lambda Access Point. Default `my-access-point`. */
  readonly accessPoint?: string | undefined
}

const KINDS: Kinds<S3ObjectLambdaInput> = {
  operation: {
    oneOf: ['GetObject', 'HeadObject', 'ListObjects', 'ListObjectsV2'] satisfies S3ObjectLambdaOperation[],
  },
  key: 'string',
  inputS3Url: 'string',
  headers: TEXTS,
  payload: 'any',
  accessPoint: 'name',
  ...PLACE_KINDS,
}

/**
 * A request through an Object Lambda Access Point. For `GetObject` the function calls `WriteGetObjectResponse` with
 * `outputRoute` and `outputToken`; for the others it answers with what the caller gets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-writing-lambda.html
 */
export function s3ObjectLambda(
  input?: S3ObjectLambdaInput,
  overrides?: DeepPartial<S3ObjectLambdaEvent>,
): S3ObjectLambdaEvent {
  const where = 'events.s3.objectLambda'
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { operation = 'GetObject', accessPoint = 'my-access-point', key = 'my-key', payload = '' } = given
  const { accountId, region } = origin
  const isList = operation.startsWith('List')
  if (isList) refuseGiven(where, given, ['key'], `${operation}, which is of the whole bucket. Leave it out.`)
  const path = isList ? '/' : `/${encodeKey(key).replaceAll('+', '%20')}`
  const host = `${accessPoint}-${accountId}.s3-object-lambda.${region}.${domainOf(region)}`
  const supporting = `${accessPoint}-supporting`
  const original = `https://${supporting}-${accountId}.s3-accesspoint.${region}.${domainOf(region)}${path}`
  const inputS3Url = given.inputS3Url ?? `${original}?X-Amz-Signature=EXAMPLE`
  const event: S3ObjectLambdaEvent = {
    xAmzRequestId: uuidAt(0),
    ...contextOf(operation, inputS3Url),
    configuration: {
      accessPointArn: arnOf(origin, 's3-object-lambda', `accesspoint/${accessPoint}`),
      supportingAccessPointArn: arnOf(origin, 's3', `accesspoint/${supporting}`),
      payload: messageText(where, 'payload', payload),
    },
    userRequest: { url: `https://${host}${path}`, headers: { Host: host, ...given.headers } },
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: arnOf(origin, 'iam', 'user/my-user', 'global'),
      accountId,
      accessKeyId: 'AKIAEXAMPLE',
    },
    protocolVersion: operation === 'GetObject' ? '1.00' : '1.01',
  }
  return withOverrides(where, event, overrides)
}

function contextOf(operation: S3ObjectLambdaOperation, inputS3Url: string): Partial<S3ObjectLambdaEvent> {
  switch (operation) {
    case 'GetObject':
      return { getObjectContext: { inputS3Url, outputRoute: 'io-use1-001', outputToken: 'EXAMPLE' } }
    case 'HeadObject':
      return { headObjectContext: { inputS3Url } }
    case 'ListObjects':
      return { listObjectsContext: { inputS3Url } }
    case 'ListObjectsV2':
      return { listObjectsV2Context: { inputS3Url } }
  }
}
