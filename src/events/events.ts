// The public `events` object: one builder for each kind of event, put together from one file for each service.

import { alb } from './alb.js'
import { alexa, type AlexaEvents } from './alexa.js'
import { apiGateway, type ApiGatewayEvents } from './api-gateway.js'
import { appSync, type AppSyncEvents } from './app-sync.js'
import { autoscaling } from './autoscaling.js'
import { batch, type BatchEvents } from './batch-job.js'
import { isComplete } from './cdk-provider.js'
import { createResource, deleteResource, updateResource } from './cloud-formation.js'
import { cloudFront, type CloudFrontEvents } from './cloud-front.js'
import { cloudWatchAlarm } from './cloud-watch-alarm.js'
import { cloudWatchLogs } from './cloud-watch-logs.js'
import { codeBuild, type CodeBuildEvents } from './code-build.js'
import { codeCommit } from './code-commit.js'
import { codePipeline } from './code-pipeline.js'
import { codePipelineState, type CodePipelineStateEvents } from './code-pipeline-state.js'
import { cognito, type CognitoEvents } from './cognito.js'
import { config, type ConfigEvents } from './config.js'
import { connect } from './connect.js'
import { documentDb } from './document-db.js'
import { dynamodbInsert, dynamodbModify, dynamodbRemove } from './dynamodb.js'
import { eventBridge } from './event-bridge.js'
import { firehose } from './firehose.js'
import { functionUrl } from './function-url.js'
import { guardDuty, type GuardDutyEvents } from './guard-duty.js'
import { iot, type IotEvents } from './iot.js'
import { kafka, type KafkaEvents } from './kafka.js'
import { kinesis } from './kinesis.js'
import { kinesisAnalytics } from './kinesis-analytics.js'
import { kinesisWindow } from './kinesis-window.js'
import { lexV1 } from './lex-v1.js'
import { lexV2 } from './lex-v2.js'
import { mq, type MqEvents } from './mq.js'
import { s3Delete, s3Put } from './s3.js'
import { s3Batch } from './s3-batch.js'
import { s3EventBridge } from './s3-event-bridge.js'
import { s3ObjectLambda } from './s3-object-lambda.js'
import { s3Restore } from './s3-restore.js'
import { sageMaker, type SageMakerEvents } from './sage-maker.js'
import { schedule } from './schedule.js'
import { scheduler } from './scheduler.js'
import { rotation } from './secrets-manager.js'
import { ses } from './ses.js'
import { sns } from './sns.js'
import { sqs } from './sqs.js'
import { stepFunctions, type StepFunctionsEvents } from './step-functions.js'
import { transferFamily } from './transfer-family.js'
import { workMail } from './work-mail.js'

export type * from './public-types.js'

/**
 * Events as AWS services send them, as plain JSON: `events.<service>(input?, overrides?)`.
 *
 * `input` is the convenient form, and everything in it has a default; an unknown key is a TypeError that names the
 * nearest. Builders of batches (`s3`, `dynamodb`, `sqs`, `kinesis`, `kafka`, …) also take a list of inputs, one for each
 * record. `overrides` is any part of AWS's own event: objects merge, lists and everything else replace, undefined takes
 * out. The same arguments give the same event on every run: 2026-01-01, account 123456789012, region us-east-1, fixed
 * ids.
 */
export interface Events {
  readonly s3: {
    readonly put: typeof s3Put
    readonly delete: typeof s3Delete
    readonly restore: typeof s3Restore
    readonly eventBridge: typeof s3EventBridge
    readonly batch: typeof s3Batch
    readonly objectLambda: typeof s3ObjectLambda
  }
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
  readonly apiGateway: ApiGatewayEvents
  readonly functionUrl: typeof functionUrl
  readonly alb: typeof alb
  readonly sqs: typeof sqs
  readonly kinesis: typeof kinesis
  readonly kinesisWindow: typeof kinesisWindow
  readonly kinesisAnalytics: typeof kinesisAnalytics
  readonly firehose: typeof firehose
  readonly kafka: KafkaEvents
  readonly mq: MqEvents
  readonly documentDb: typeof documentDb
  readonly eventBridge: typeof eventBridge
  readonly schedule: typeof schedule
  readonly scheduler: typeof scheduler
  readonly cognito: CognitoEvents
  readonly lex: { readonly v2: typeof lexV2; readonly v1: typeof lexV1 }
  readonly connect: typeof connect
  readonly alexa: AlexaEvents
  readonly secretsManager: { readonly rotation: typeof rotation }
  readonly cloudFormation: {
    readonly create: typeof createResource
    readonly update: typeof updateResource
    readonly delete: typeof deleteResource
    readonly isComplete: typeof isComplete
  }
  readonly config: ConfigEvents
  readonly codePipeline: typeof codePipeline
  readonly codeCommit: typeof codeCommit
  readonly workMail: typeof workMail
  readonly stepFunctions: StepFunctionsEvents
  readonly batch: BatchEvents
  readonly iot: IotEvents
  readonly appSync: AppSyncEvents
  readonly cloudFront: CloudFrontEvents
  readonly transferFamily: typeof transferFamily
  readonly autoscaling: typeof autoscaling
  readonly cloudWatchAlarm: typeof cloudWatchAlarm
  readonly guardDuty: GuardDutyEvents
  readonly codeBuild: CodeBuildEvents
  readonly codePipelineState: CodePipelineStateEvents
  readonly sageMaker: SageMakerEvents
}

/** Builders of the events that AWS services send. */
export const events: Events = {
  s3: {
    put: s3Put,
    delete: s3Delete,
    restore: s3Restore,
    eventBridge: s3EventBridge,
    batch: s3Batch,
    objectLambda: s3ObjectLambda,
  },
  dynamodb: { insert: dynamodbInsert, modify: dynamodbModify, remove: dynamodbRemove },
  sns,
  ses,
  cloudWatchLogs,
  apiGateway,
  functionUrl,
  alb,
  sqs,
  kinesis,
  kinesisWindow,
  kinesisAnalytics,
  firehose,
  kafka,
  mq,
  documentDb,
  eventBridge,
  schedule,
  scheduler,
  cognito,
  lex: { v2: lexV2, v1: lexV1 },
  connect,
  alexa,
  secretsManager: { rotation },
  cloudFormation: { create: createResource, update: updateResource, delete: deleteResource, isComplete },
  config,
  codePipeline,
  codeCommit,
  workMail,
  stepFunctions,
  batch,
  iot,
  appSync,
  cloudFront,
  transferFamily,
  autoscaling,
  cloudWatchAlarm,
  guardDuty,
  codeBuild,
  codePipelineState,
  sageMaker,
}
