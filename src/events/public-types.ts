// The types of inputs and of events that AWS's types lack, as the entries of the package export them.

export type { AlbInput } from './alb.js'
export type { AlexaEvents } from './alexa.js'
export type {
  AlexaEvent,
  AlexaIntentRequest,
  AlexaLaunchRequest,
  AlexaRequest,
  AlexaSessionEndedRequest,
} from './alexa-event.js'
export type { AlexaInput, AlexaIntentInput, AlexaSessionEndedInput } from './alexa-skill.js'
export type { AlexaScope, AlexaSmartHomeEvent, AlexaSmartHomeInput } from './alexa-smart-home.js'
export type { AmplifyResolverInput } from './amplify-resolver.js'
export type { ApiGatewayEvents } from './api-gateway.js'
export type { HttpAuthorizerInput, RequestAuthorizerInput, TokenAuthorizerInput } from './api-gateway-authorizer.js'
export type { AuthorizedV2Event, HttpApiInput } from './api-gateway-http.js'
export type { RestApiInput } from './api-gateway-rest.js'
export type { WebSocketInput } from './api-gateway-websocket.js'
export type { AppSyncAuthorizerInput, AppSyncEvents } from './app-sync.js'
export type { AppSyncBatchInput, AppSyncFieldInput, AppSyncResolverInput } from './app-sync-resolver.js'
export type { AutoscalingInput } from './autoscaling.js'
export type {
  BatchEvents,
  BatchGetJobEvent,
  BatchGetJobInput,
  BatchSubmitJobEvent,
  BatchSubmitJobInput,
} from './batch-job.js'
export type { IsCompleteInput } from './cdk-provider.js'
export type {
  CustomResourceInput,
  ExistingResourceInput,
  PropertyTexts,
  UpdatedResourceInput,
} from './cloud-formation.js'
export type { CloudFrontEvents } from './cloud-front.js'
export type { CloudFrontRequestInput, CloudFrontResponseInput } from './cloud-front-shapes.js'
export type { CloudWatchAlarmInput } from './cloud-watch-alarm.js'
export type { CloudWatchLogsBuilder, CloudWatchLogsInput } from './cloud-watch-logs.js'
export type { CodeBuildEvents, CodeBuildStateInput } from './code-build.js'
export type { CodeCommitInput } from './code-commit.js'
export type { CodePipelineInput } from './code-pipeline.js'
export type {
  ActionStateInput,
  CodePipelineStateEvents,
  PipelineStateInput,
  StageStateInput,
} from './code-pipeline-state.js'
export type { CognitoEvents } from './cognito.js'
export type {
  AuthChallengeInput,
  CreateAuthChallengeInput,
  DefineAuthChallengeInput,
  VerifyAuthChallengeResponseInput,
} from './cognito-challenge.js'
export type { InboundFederationInput } from './cognito-federation.js'
export type { CustomMessageInput } from './cognito-message.js'
export type { UserMigrationInput } from './cognito-migration.js'
export type { CustomEmailSenderInput, CustomSmsSenderInput } from './cognito-sender.js'
export type { PostAuthenticationInput, PreAuthenticationInput } from './cognito-sign-in.js'
export type { PostConfirmationInput, PreSignUpInput } from './cognito-sign-up.js'
export type { CognitoSyncEvent, CognitoSyncInput, CognitoSyncRecord } from './cognito-sync.js'
export type { PreTokenGenerationInput, TokenSource } from './cognito-token.js'
export type { CognitoInput } from './cognito-trigger.js'
export type { ConfigEvents, ConfigItemInput } from './config.js'
export type { ConfigRuleEvent, ConfigRuleInput } from './config-rule.js'
export type { ConnectInput } from './connect.js'
export type { DocumentDbChange, DocumentDbEvent, DocumentDbInput, DocumentDbOperation } from './document-db.js'
export type { DynamoDBInsertInput, DynamoDBModifyInput, DynamoDBRemoveInput } from './dynamodb.js'
export type { StreamViewType } from './dynamodb-images.js'
export type { EventBridgeInput } from './event-bridge.js'
export type { FirehoseBuilder, FirehoseInput } from './firehose.js'
export type { FunctionUrlInput } from './function-url.js'
export type { GuardDutyEvents, GuardDutyScanResultInput } from './guard-duty.js'
export type { HttpBody } from './http-body.js'
export type { HttpInput } from './http-request.js'
export type { IotAuthorizerInput, IotEvents, IotPreProvisioningHookInput, IotRuleInput } from './iot.js'
export type { KafkaEvents, KafkaInput, MskInput } from './kafka.js'
export type { KinesisInput } from './kinesis.js'
export type {
  KinesisAnalyticsBuilder,
  KinesisAnalyticsEvent,
  KinesisAnalyticsInput,
  KinesisAnalyticsRecord,
} from './kinesis-analytics.js'
export type { KinesisWindowEvent, KinesisWindowInput } from './kinesis-window.js'
export type { LexV1Input } from './lex-v1.js'
export type { LexV2Input } from './lex-v2.js'
export type { MqEvents } from './mq.js'
export type { ActiveMqEvent, ActiveMqInput, ActiveMqMessage } from './mq-active.js'
export type { RabbitMqEvent, RabbitMqInput, RabbitMqMessage, RabbitMqProperties } from './mq-rabbit.js'
export type { Origin } from './origin.js'
export type { DeepPartial } from './overrides.js'
export type { DataRecords } from './record-data.js'
export type { S3DeleteInput, S3PutInput } from './s3.js'
export type { S3BatchEventV2, S3BatchInput } from './s3-batch.js'
export type { S3DetailType, S3EventBridgeEvent, S3EventBridgeInput } from './s3-event-bridge.js'
export type { S3ObjectLambdaEvent, S3ObjectLambdaInput, S3ObjectLambdaOperation } from './s3-object-lambda.js'
export type { S3RestoreInput } from './s3-restore.js'
export type {
  PostAnnotationEvent,
  PostAnnotationInput,
  PreAnnotationEvent,
  PreAnnotationInput,
  SageMakerEvents,
} from './sage-maker.js'
export type { ScheduleInput } from './schedule.js'
export type { SchedulerEvent, SchedulerInput } from './scheduler.js'
export type { RotationInput } from './secrets-manager.js'
export type { SesCheck, SesInput } from './ses.js'
export type { SnsAttribute, SnsInput } from './sns.js'
export type { SqsInput } from './sqs.js'
export type {
  StepFunctionsErrorEvent,
  StepFunctionsErrorInput,
  StepFunctionsEvents,
  StepFunctionsTaskInput,
  StepFunctionsTokenEvent,
  StepFunctionsTokenInput,
} from './step-functions.js'
export type { TransferFamilyInput } from './transfer-family.js'
export type { WebSocketAuthorizerEvent, WebSocketAuthorizerInput } from './web-socket-authorizer.js'
export type { WebSocketEvent, WebSocketRequestContext } from './web-socket-event.js'
export type { WorkMailAddress, WorkMailEvent, WorkMailInput } from './work-mail.js'
