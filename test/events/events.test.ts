// Tests of what all event builders have in common.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HttpApiInput, SqsInput } from '../../src/events.js'
import { events } from '../../src/events/events.js'

type Build = (input?: object, overrides?: object) => object

/** Every builder by its public name, with an input that uses more than the defaults. */
const BUILDERS: readonly (readonly [string, Build, object])[] = [
  ['events.s3.put', events.s3.put, { bucket: 'b', key: 'a b', record: { eventVersion: '2.2' } }],
  ['events.s3.delete', events.s3.delete, { bucket: 'b', key: 'a b', versionId: 'v' }],
  ['events.dynamodb.insert', events.dynamodb.insert, { newImage: { id: '1', set: new Set([1]), list: [undefined] } }],
  ['events.dynamodb.modify', events.dynamodb.modify, { newImage: { id: '1', bytes: new Uint8Array(2) } }],
  ['events.dynamodb.remove', events.dynamodb.remove, { oldImage: { id: '1', map: { a: null } } }],
  ['events.sns', events.sns, { message: { a: 1 }, attributes: { list: ['a'] } }],
  ['events.ses', events.ses, { to: ['a@example.com'], verdicts: { spam: 'FAIL' } }],
  ['events.cloudWatchLogs', events.cloudWatchLogs, { messages: ['a', { b: 1 }] }],
  ['events.apiGateway.rest', events.apiGateway.rest, { path: '/a?b=c', headers: { X: ['1', '2'] }, body: { a: 1 } }],
  ['events.apiGateway.http', events.apiGateway.http, { path: '/a?b=c', cookies: { a: 'b' }, body: { a: 1 } }],
  ['events.apiGateway.websocket', events.apiGateway.websocket, { routeKey: '$connect', query: { a: ['b'] } }],
  ['events.functionUrl', events.functionUrl, { path: '/a?b=c', body: new Uint8Array([1]) }],
  ['events.alb', events.alb, { path: '/a?b=c', multiValueHeaders: true }],
  ['events.sqs', events.sqs, { body: { a: 1 }, attributes: { a: 1 } }],
  ['events.kinesis', events.kinesis, { data: { a: 1 } }],
  ['events.eventBridge', events.eventBridge, { detail: { a: [1, undefined] }, resources: ['arn'] }],
  ['events.schedule', events.schedule, { rule: 'nightly' }],
  ['events.s3.batch', events.s3.batch, { key: 'a b', schemaVersion: '2.0', userArguments: { a: 'b' } }],
  ['events.s3.objectLambda', events.s3.objectLambda, { operation: 'ListObjectsV2', payload: { a: 1 } }],
  ['events.apiGateway.authorizer.token', events.apiGateway.authorizer.token, { token: 't', path: '/a' }],
  ['events.apiGateway.authorizer.request', events.apiGateway.authorizer.request, { path: '/a', query: { a: ['b'] } }],
  ['events.apiGateway.authorizer.http', events.apiGateway.authorizer.http, { path: '/a', cookies: { a: 'b' } }],
  ['events.apiGateway.authorizer.websocket', events.apiGateway.authorizer.websocket, { query: { a: 'b' } }],
  ['events.scheduler', events.scheduler, { input: { list: ['<aws.scheduler.execution-id>'] } }],
  ['events.cognito.preSignUp', events.cognito.preSignUp, { userAttributes: { email: 'a@example.com' } }],
  ['events.cognito.postConfirmation', events.cognito.postConfirmation, { clientMetadata: { a: 'b' } }],
  ['events.cognito.preAuthentication', events.cognito.preAuthentication, { userNotFound: true }],
  ['events.cognito.postAuthentication', events.cognito.postAuthentication, { newDeviceUsed: true }],
  ['events.cognito.defineAuthChallenge', events.cognito.defineAuthChallenge, { session: [{ challengeName: 'SRP_A' }] }],
  ['events.cognito.createAuthChallenge', events.cognito.createAuthChallenge, { session: [{ challengeName: 'SRP_A' }] }],
  [
    'events.cognito.verifyAuthChallengeResponse',
    events.cognito.verifyAuthChallengeResponse,
    { privateChallengeParameters: { a: 'b' } },
  ],
  ['events.cognito.preTokenGeneration', events.cognito.preTokenGeneration, { version: '2', groups: ['a'] }],
  ['events.cognito.userMigration', events.cognito.userMigration, { validationData: { a: 'b' } }],
  ['events.cognito.inboundFederation', events.cognito.inboundFederation, { attributes: { samlResponse: { a: 'b' } } }],
  ['events.cognito.customMessage', events.cognito.customMessage, { userAttributes: { sub: undefined } }],
  ['events.cognito.customEmailSender', events.cognito.customEmailSender, { clientMetadata: { a: 'b' } }],
  ['events.cognito.customSmsSender', events.cognito.customSmsSender, { code: null }],
  ['events.cognito.syncTrigger', events.cognito.syncTrigger, { datasetRecords: { a: { op: 'remove' } } }],
  ['events.lex.v2', events.lex.v2, { slots: { a: 'b', c: ['d'], e: null } }],
  ['events.lex.v1', events.lex.v1, { slots: { a: 'b', c: null } }],
  ['events.connect', events.connect, { parameters: { a: 'b' }, queue: 'q' }],
  ['events.alexa.launch', events.alexa.launch, { attributes: { a: [1] } }],
  ['events.alexa.intent', events.alexa.intent, { slots: { a: 'b', c: null } }],
  ['events.alexa.sessionEnded', events.alexa.sessionEnded, { reason: 'ERROR' }],
  [
    'events.alexa.smartHome',
    events.alexa.smartHome,
    { namespace: 'Alexa', name: 'ReportState', payload: { a: { b: 1 } } },
  ],
  ['events.secretsManager.rotation', events.secretsManager.rotation, { step: 'setSecret' }],
  ['events.cloudFormation.create', events.cloudFormation.create, { properties: { a: [1, { b: true }] } }],
  ['events.cloudFormation.update', events.cloudFormation.update, { properties: { a: 1 }, oldProperties: { a: 2 } }],
  ['events.cloudFormation.delete', events.cloudFormation.delete, { properties: { a: null } }],
  ['events.cloudFormation.isComplete', events.cloudFormation.isComplete, { onEvent: { Data: { a: 1 } } }],
  ['events.config.itemChange', events.config.itemChange, { item: { tags: { a: 'b' } } }],
  ['events.config.oversizedItemChange', events.config.oversizedItemChange, { item: { changeType: 'CREATE' } }],
  ['events.config.periodic', events.config.periodic, { ruleParameters: { a: 1 } }],
  ['events.codePipeline', events.codePipeline, { userParameters: { a: 1 }, inputArtifacts: ['a'] }],
  ['events.codeCommit', events.codeCommit, { customData: { a: 1 }, change: 'created' }],
  ['events.workMail', events.workMail, { to: ['a@example.com'] }],
  ['events.stepFunctions.task', events.stepFunctions.task, { payload: { a: [undefined] } }],
  ['events.stepFunctions.waitForTaskToken', events.stepFunctions.waitForTaskToken, { payload: [1] }],
  ['events.stepFunctions.error', events.stepFunctions.error, { cause: { errorType: 'Error' } }],
  ['events.batch.submitJob', events.batch.submitJob, { jobName: 'a' }],
  ['events.batch.getJob', events.batch.getJob, { jobId: 'a' }],
  ['events.s3.restore', events.s3.restore, { key: 'a b', storageClass: 'DEEP_ARCHIVE' }],
  ['events.s3.eventBridge', events.s3.eventBridge, { detailType: 'Object Deleted', key: 'a b' }],
  ['events.kinesisWindow', events.kinesisWindow, { records: [{ data: { a: 1 } }], state: { a: [1] } }],
  ['events.kinesisAnalytics', events.kinesisAnalytics, { data: { a: 1 }, deliveryStream: 'a' }],
  ['events.firehose', events.firehose, { data: new Uint8Array(2), sourceStream: 'a' }],
  ['events.kafka.msk', events.kafka.msk, { value: { a: 1 }, headers: { a: 'b', c: undefined } }],
  ['events.kafka.selfManaged', events.kafka.selfManaged, { key: { a: 1 }, headers: { a: new Uint8Array(2) } }],
  ['events.mq.activeMq', events.mq.activeMq, { data: new Uint8Array(2), properties: { a: 'b', c: undefined } }],
  ['events.mq.rabbitMq', events.mq.rabbitMq, { data: { a: 1 }, headers: { a: 'b', c: 1, d: undefined } }],
  ['events.documentDb', events.documentDb, { operationType: 'update', updatedFields: { a: [1, undefined] } }],
  ['events.guardDuty.scanResult', events.guardDuty.scanResult, { threats: ['a'] }],
  ['events.codeBuild.stateChange', events.codeBuild.stateChange, { status: 'FAILED' }],
  ['events.codePipelineState.pipeline', events.codePipelineState.pipeline, { state: 'SUPERSEDED' }],
  ['events.codePipelineState.stage', events.codePipelineState.stage, { stage: 'a' }],
  ['events.codePipelineState.action', events.codePipelineState.action, { category: 'Approval' }],
  ['events.cloudWatchAlarm', events.cloudWatchAlarm, { metric: { dimensions: { a: 'b' } } }],
  ['events.autoscaling', events.autoscaling, { instances: [{ InstanceMarketOption: 'spot' }, {}] }],
  ['events.appSync.resolver', events.appSync.resolver, { arguments: { a: [1] }, source: { b: null }, prev: 1 }],
  ['events.appSync.batchResolver', events.appSync.batchResolver, { sources: [{ a: [1] }, null] }],
  ['events.appSync.amplifyResolver', events.appSync.amplifyResolver, { arguments: { a: [1, undefined] } }],
  ['events.appSync.authorizer', events.appSync.authorizer, { variables: { a: [1, undefined] } }],
  ['events.cloudFront.viewerRequest', events.cloudFront.viewerRequest, { path: '/a?b=c', body: { a: 1 } }],
  ['events.cloudFront.originRequest', events.cloudFront.originRequest, { headers: { a: ['b', 'c'], d: undefined } }],
  ['events.cloudFront.originResponse', events.cloudFront.originResponse, { responseHeaders: { a: ['b', 'c'] } }],
  ['events.cloudFront.viewerResponse', events.cloudFront.viewerResponse, { status: 302, cookies: { a: 'b' } }],
  ['events.iot.rule', events.iot.rule, { payload: { a: [1, undefined], b: undefined } }],
  ['events.iot.authorizer', events.iot.authorizer, { password: new Uint8Array(2), headers: { a: 'b' } }],
  ['events.iot.preProvisioningHook', events.iot.preProvisioningHook, { parameters: { a: 'b' } }],
  ['events.transferFamily', events.transferFamily, { password: 'a' }],
  ['events.sageMaker.preAnnotation', events.sageMaker.preAnnotation, { dataObject: { a: [1, undefined] } }],
  ['events.sageMaker.postAnnotation', events.sageMaker.postAnnotation, { labelCategories: ['a'] }],
]

/** Builders whose events do not say when, by how their names begin. */
const TIMELESS =
  /^events\.(appSync|autoscaling|apiGateway\.authorizer\.token|batch|cloudFormation|cloudFront|codePipeline$|cognito|connect|iot|lex|s3\.(batch|objectLambda)|sageMaker|secretsManager|stepFunctions|alexa\.smartHome|transferFamily|workMail)/
const TIMED = BUILDERS.filter(([name]) => !TIMELESS.test(name))

test('the builders are these', () => {
  expect(namesIn('events', events).toSorted()).toEqual(BUILDERS.map(([name]) => name).toSorted())
})

test.each(BUILDERS)('%s makes plain JSON', (_, build, input) => {
  for (const event of [build(), build(input)]) {
    expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event)
  }
})

test.each(BUILDERS)(
  '%s makes the same event from the same arguments, and another object each time',
  (_, build, input) => {
    expect(build(input)).toStrictEqual(build(input))
    const first = build(input)
    for (const key of Object.keys(first)) Reflect.deleteProperty(first, key)
    expect(build(input)).not.toEqual({})
  },
)

test.each(BUILDERS)('%s changes neither of its arguments', (_, build, input) => {
  const frozen = deepFreeze(structuredClone(input))
  const overrides = deepFreeze({ extra: { list: [{ a: 1 }] } })
  expect(() => build(frozen, overrides)).not.toThrow()
  expect(frozen).toEqual(input)
  expect(overrides).toEqual({ extra: { list: [{ a: 1 }] } })
})

test.each(BUILDERS)('%s refuses an unknown key and names itself', (name, build) => {
  expect(() => build({ bogus: 1 })).toThrow(`${name}: unknown key "bogus" in the input.`)
})

test.each(BUILDERS)('%s refuses an input that is not an object', (name, build) => {
  for (const input of ['x', 5, null]) {
    expect(() => build(input as unknown as object)).toThrow(`${name}: the input is `)
  }
})

test.each(BUILDERS)('%s refuses overrides that are not an object', (name, build) => {
  expect(() => build({}, [])).toThrow(`${name}: the overrides are a list of 0`)
})

test.each(BUILDERS.filter(([name]) => TIMELESS.test(name)))(
  '%s takes no time, as its event has none',
  (name, build) => {
    expect(() => build({ time: 0 })).toThrow(`${name}: unknown key "time" in the input.`)
  },
)

test.each(TIMED)('%s refuses a time that is none', (name, build) => {
  expect(() => build({ time: 'soon' })).toThrow(`${name}: time is "soon" (a string), which is not a point in time.`)
})

test.each(TIMED)('%s happens on 2026-01-01 by default, and when it is told otherwise', (name, build) => {
  const { decode } = events.cloudWatchLogs
  const textOf = (input?: object): string =>
    JSON.stringify(name === 'events.cloudWatchLogs' ? decode(events.cloudWatchLogs(input)) : build(input))
  // Each service writes times in its own way: ISO text, a log's, seconds, milliseconds or, in a trace id, hexadecimal.
  expect(textOf()).toMatch(
    /2026-01-01T00:00:00|01\/Jan\/2026:00:00:00|1767225600|Root=1-6955b900|Jan 1, 2026, 12:00:00 AM/,
  )
  expect(textOf({ time: '2031-02-03T04:05:06Z' })).toMatch(
    /2031-02-03T04:05:06|03\/Feb\/2031:04:05:06|1927857906|Root=1-72e8c6f2|Feb 3, 2031, 4:05:06 AM/,
  )
})

// The overrides of these are for the data inside the event, or for each event of a list; their own tests cover them.
test.each(BUILDERS.filter(([name]) => !['events.cloudWatchLogs', 'events.appSync.batchResolver'].includes(name)))(
  '%s leaves out what the overrides say is undefined',
  (_, build) => {
    const [field = ''] = Object.keys(build())
    expect(build()).toHaveProperty([field])
    expect(build({}, { [field]: undefined })).not.toHaveProperty([field])
  },
)

test('builders of batches make one record for each input, in order', () => {
  const { s3, dynamodb, sqs, kinesis } = events
  const builders: readonly ((inputs: readonly object[]) => { Records: readonly unknown[] })[] = [
    s3.put,
    s3.delete,
    dynamodb.insert,
    dynamodb.modify,
    dynamodb.remove,
    sqs,
    kinesis,
  ]
  fc.assert(
    fc.property(fc.constantFrom(...builders), fc.integer({ min: 1, max: 20 }), (build, count) => {
      const { Records } = build(Array.from({ length: count }, () => ({})))
      expect(Records).toHaveLength(count)
      expect(new Set(Records.map((record) => JSON.stringify(record))).size).toBe(count)
    }),
  )
})

/** Names of all builders, as a user would write them. */
function namesIn(path: string, value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, object]) =>
    typeof inner === 'function' ? [`${path}.${key}`] : namesIn(`${path}.${key}`, inner),
  )
}

function deepFreeze<Value>(value: Value): Value {
  // Bytes cannot be frozen, and no builder writes to them.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  for (const inner of Object.values(value)) deepFreeze(inner)
  return Object.freeze(value)
}

test("hosts and ARNs are those of the Region's partition, in every builder", () => {
  const region = 'cn-north-1'
  const made = [
    events.apiGateway.http({ region }),
    events.apiGateway.rest({ region }),
    events.apiGateway.websocket({ routeKey: '$connect', region }),
    events.alb({ region }),
    events.sns({ region }),
    events.sqs({ region }),
    events.s3.put({ region }),
    events.s3.batch({ region }),
    events.s3.objectLambda({ region }),
    events.apiGateway.authorizer.token({ region }),
    events.apiGateway.authorizer.request({ region }),
    events.apiGateway.authorizer.http({ region }),
    events.apiGateway.authorizer.websocket({ region }),
    events.scheduler({ region }),
    events.connect({ region }),
    events.secretsManager.rotation({ region }),
    events.cloudFormation.create({ region }),
    events.config.periodic({ region }),
    events.codeCommit({ region }),
    events.s3.eventBridge({ region }),
    events.kinesisWindow({ region }),
    events.kinesisAnalytics({ region }),
    events.firehose({ region }),
    events.kafka.msk({ region }),
    events.mq.activeMq({ region }),
    events.mq.rabbitMq({ region }),
    events.documentDb({ region }),
    events.guardDuty.scanResult({ region }),
    events.codeBuild.stateChange({ region }),
    events.codePipelineState.pipeline({ region }),
    events.cloudWatchAlarm({ region }),
    events.autoscaling({ region }),
    events.iot.preProvisioningHook({ region }),
    events.sageMaker.postAnnotation({ region }),
  ].map((event) => JSON.stringify(event))
  for (const text of made) {
    expect(text).not.toMatch(/amazonaws\.com(?!\.cn)/)
    expect(text).not.toContain('"arn:aws:')
  }
  expect(made[3]).toContain('my-alb-123456789.cn-north-1.elb.amazonaws.com.cn')
})

test('wrappers can name the types of inputs, which the entry exports', () => {
  const order = (id: string, input: SqsInput = {}): SqsInput => ({ body: { id }, queue: 'orders', ...input })
  const get = (input: HttpApiInput): HttpApiInput => ({ ...input, method: 'GET' })
  expect(events.sqs([order('1'), order('2', { receiveCount: 2 })]).Records).toHaveLength(2)
  expect(events.apiGateway.http(get({ path: '/orders' })).rawPath).toBe('/orders')
})
