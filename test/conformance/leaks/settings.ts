// What some handlers of the corpus need beyond the event and the configuration that all of them get.

import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { events, type LambdaConfig } from 'vitest-lambda'

/** What one handler needs. */
export interface Setting {
  readonly event?: unknown
  readonly config?: LambdaConfig
  /** How its invocations end, where that is not a response. */
  readonly outcome?: 'error'
  /** Replaces clients for the time of its test; what it returns puts them back. */
  readonly mocks?: () => () => void
  readonly needs?: 'postgres'
  /** Only the first invocation of an environment leaves something behind. */
  readonly once?: true
}

const nodejs22: Setting = { config: { runtime: 'nodejs22.x' } }
const batch: Setting = { event: events.sqs([{}, {}, {}]) }
const request: Setting = { event: events.apiGateway.http({ method: 'GET', path: '/orders' }) }
const post: Setting = { event: events.apiGateway.http({ method: 'POST', path: '/orders', body: { id: 'o-1' } }) }
const postgres: Setting = { needs: 'postgres' }

const documentClient: Setting = {
  mocks: () => {
    const db = mockClient(DynamoDBDocumentClient)
    db.on(GetCommand).resolves({}).on(PutCommand).resolves({})
    return () => db.restore()
  },
}
const documentItems: Setting = {
  mocks: () => {
    const db = mockClient(DynamoDBDocumentClient)
    db.onAnyCommand().resolves({ Items: [{ id: 'o-1' }, { id: 'o-2' }] })
    return () => db.restore()
  },
}
const lowLevelClient: Setting = {
  mocks: () => {
    const db = mockClient(DynamoDBClient)
    db.onAnyCommand().resolves({})
    return () => db.restore()
  },
}
const queueClient: Setting = {
  mocks: () => {
    const sqs = mockClient(SQSClient)
    sqs.onAnyCommand().resolves({ MessageId: 'm-1' })
    return () => sqs.restore()
  },
}

const SETTINGS: Readonly<Record<string, Setting>> = {
  'callback-no-wait': nodejs22,
  'callback-early': nodejs22,
  'callback-waits': nodejs22,
  'callback-goes-on': nodejs22,
  callbackified: nodejs22,
  'throws-past-clear': { outcome: 'error' },
  'throws-unawaited': { outcome: 'error' },
  'express-finish': request,
  'hono-after-next': request,
  'express-errors': post,
  'hono-middlewares': post,
  'own-http-server': request,
  'sdk-mocked-all': { ...batch, ...queueClient },
  'sdk-mocked-layers': documentItems,
  'error-siblings': { outcome: 'error' },
  throws: { outcome: 'error' },
  'fetch-in-flight': request,
  'express-after-send': request,
  'hono-detached': request,
  express: request,
  hono: request,
  'sqs-batch': batch,
  'batch-record-handler': batch,
  'powertools-batch': batch,
  'import-lazy': { once: true },
  // A warm invocation finds the timer of the first one still pending, and only adds to its queue.
  analytics: { once: true },
  'for-each-async': documentClient,
  'sdk-send-mock': documentClient,
  'sdk-send-mock-helper': documentClient,
  'sdk-mocked': { ...batch, ...documentClient },
  'powertools-idempotency': lowLevelClient,
  'postgres-query': postgres,
  'postgres-pool': postgres,
  'postgres-client': postgres,
}

/** The setting of a handler, by its name. */
export function settingOf(name: string): Setting {
  return SETTINGS[name] ?? {}
}

/** Names that have a setting, so that one without a handler is noticed. */
export const settingNames: readonly string[] = Object.keys(SETTINGS)
