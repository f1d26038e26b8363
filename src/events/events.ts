// The public `events` object: one builder for each kind of event, put together from one file for each service.

import { alb } from './alb.js'
import { httpApi } from './api-gateway-http.js'
import { restApi } from './api-gateway-rest.js'
import { webSocketApi } from './api-gateway-websocket.js'
import { cloudWatchLogs } from './cloud-watch-logs.js'
import { dynamodbInsert, dynamodbModify, dynamodbRemove } from './dynamodb.js'
import { eventBridge } from './event-bridge.js'
import { functionUrl } from './function-url.js'
import { kinesis } from './kinesis.js'
import { s3Delete, s3Put } from './s3.js'
import { schedule } from './schedule.js'
import { ses } from './ses.js'
import { sns } from './sns.js'
import { sqs } from './sqs.js'

export type { AlbInput } from './alb.js'
export type { AuthorizedV2Event, HttpApiInput } from './api-gateway-http.js'
export type { RestApiInput } from './api-gateway-rest.js'
export type { WebSocketInput } from './api-gateway-websocket.js'
export type { CloudWatchLogsBuilder, CloudWatchLogsInput } from './cloud-watch-logs.js'
export type { DynamoDBInsertInput, DynamoDBModifyInput, DynamoDBRemoveInput } from './dynamodb.js'
export type { StreamViewType } from './dynamodb-images.js'
export type { EventBridgeInput } from './event-bridge.js'
export type { FunctionUrlInput } from './function-url.js'
export type { HttpBody } from './http-body.js'
export type { HttpInput } from './http-request.js'
export type { KinesisInput } from './kinesis.js'
export type { Origin } from './origin.js'
export type { DeepPartial } from './overrides.js'
export type { S3DeleteInput, S3PutInput } from './s3.js'
export type { ScheduleInput } from './schedule.js'
export type { SesCheck, SesInput } from './ses.js'
export type { SnsAttribute, SnsInput } from './sns.js'
export type { SqsInput } from './sqs.js'
export type { WebSocketEvent, WebSocketRequestContext } from './web-socket-event.js'

/**
 * Events as AWS services send them, as plain JSON: `events.<service>(input?, overrides?)`.
 *
 * `input` is the convenient form, and everything in it has a default; an unknown key is a TypeError that names the
 * nearest. Builders of batches (`s3`, `dynamodb`, `sqs`, `kinesis`) also take a list of inputs, one for each record.
 * `overrides` is any part of AWS's own event: objects merge, lists and everything else replace, undefined takes out.
 * The same arguments give the same event on every run: 2026-01-01, account 123456789012, region us-east-1, fixed ids.
 */
export interface Events {
  readonly s3: { readonly put: typeof s3Put; readonly delete: typeof s3Delete }
  /**
   * Images are plain objects: strings become S, numbers and bigints N, booleans BOOL, null NULL, lists L, objects M,
   * Uint8Array B, and a Set of strings, numbers or Uint8Arrays SS, NS or BS. Attribute values made before are not
   * recognised; those go into `record`.
   */
  readonly dynamodb: {
    readonly insert: typeof dynamodbInsert
    readonly modify: typeof dynamodbModify
    readonly remove: typeof dynamodbRemove
  }
  readonly sns: typeof sns
  readonly ses: typeof ses
  readonly cloudWatchLogs: typeof cloudWatchLogs
  readonly apiGateway: {
    readonly rest: typeof restApi
    readonly http: typeof httpApi
    readonly websocket: typeof webSocketApi
  }
  readonly functionUrl: typeof functionUrl
  readonly alb: typeof alb
  readonly sqs: typeof sqs
  readonly kinesis: typeof kinesis
  readonly eventBridge: typeof eventBridge
  readonly schedule: typeof schedule
}

/** Builders of the events that AWS services send. */
export const events: Events = {
  s3: { put: s3Put, delete: s3Delete },
  dynamodb: { insert: dynamodbInsert, modify: dynamodbModify, remove: dynamodbRemove },
  sns,
  ses,
  cloudWatchLogs,
  apiGateway: { rest: restApi, http: httpApi, websocket: webSocketApi },
  functionUrl,
  alb,
  sqs,
  kinesis,
  eventBridge,
  schedule,
}
