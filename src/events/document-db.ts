// `events.documentDb`: changes that Lambda read from a change stream of an Amazon DocumentDB cluster.

import { BATCH_KINDS, type BatchInput, type RecordPlace } from './batch.js'
import { envelopeOf } from './envelope.js'
import { type Kinds, refuseGiven, STRINGS } from './input.js'
import { arnOf } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html */
export interface DocumentDbEvent {
  eventSource: 'aws:docdb'
  eventSourceArn: string
  events: { event: DocumentDbChange }[]
}

/**
 * A change event of MongoDB, in its extended JSON.
 * https://www.mongodb.com/docs/manual/reference/change-events/
 */
export interface DocumentDbChange {
  _id: { _data: string }
  clusterTime: { $timestamp: { t: number; i: number } }
  documentKey: { _id: unknown }
  /** Of an insert or a replace; of an update only where the stream looks documents up. */
  fullDocument?: Record<string, unknown>
  ns: { db: string; coll: string }
  operationType: DocumentDbOperation
  /** Of an update. */
  updateDescription?: { updatedFields: Record<string, unknown>; removedFields: string[] }
}

export type DocumentDbOperation = 'insert' | 'update' | 'replace' | 'delete'

/** One change. */
export interface DocumentDbInput extends BatchInput<{ event: DocumentDbChange }> {
  /** Default `insert`. */
  readonly operationType?: DocumentDbOperation | undefined
  /** The document as it is now; its `_id` is the change's key. Default of an insert and a replace: only an `_id`. */
  readonly document?: object | undefined
  /** Of an update: new values by their paths. Default: none. */
  readonly updatedFields?: object | undefined
  /** Of an update: paths. Default: none. */
  readonly removedFields?: readonly string[] | undefined
  /** Default `my-database`. */
  readonly database?: string | undefined
  /** Default `my-collection`. */
  readonly collection?: string | undefined
  /** The cluster's name. Default `my-cluster`. */
  readonly cluster?: string | undefined
}

const KINDS: Kinds<DocumentDbInput> = {
  operationType: { oneOf: ['insert', 'update', 'replace', 'delete'] },
  document: 'object',
  updatedFields: 'object',
  removedFields: STRINGS,
  database: 'string',
  collection: 'string',
  cluster: 'name',
  ...BATCH_KINDS,
}

/**
 * A batch: one change for each input, in order. Without an `_id` of its own a document gets an object id.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
 */
export function documentDb(
  input?: DocumentDbInput | readonly DocumentDbInput[],
  overrides?: DeepPartial<DocumentDbEvent>,
): DocumentDbEvent {
  const where = 'events.documentDb'
  const shared = ['cluster', 'region', 'accountId'] as const
  const { source, origin, records } = envelopeOf({ where, input, kinds: KINDS, shared }, changeOf)
  const event: DocumentDbEvent = {
    // AWS names clusters of DocumentDB as those of RDS.
    eventSourceArn: arnOf(origin, 'rds', `cluster:${source.cluster ?? 'my-cluster'}`),
    events: [...records],
    eventSource: 'aws:docdb',
  }
  return withOverrides(where, event, overrides)
}

function changeOf(input: DocumentDbInput, { where, index, origin }: RecordPlace): { event: DocumentDbChange } {
  const { operationType = 'insert', document, database = 'my-database', collection = 'my-collection' } = input
  if (operationType !== 'update') {
    const because = `the operation "${operationType}", and only "update" says what changed. Leave it out.`
    refuseGiven(where, input, ['updatedFields', 'removedFields'], because)
  }
  const number = (index + 1).toString(16)
  const full: Record<string, unknown> = { _id: { $oid: number.padStart(24, '0') }, ...document }
  const hasDocument = operationType === 'update' ? document !== undefined : operationType !== 'delete'
  const { updatedFields = {}, removedFields = [] } = input
  return {
    event: {
      _id: { _data: number.padStart(36, '0') },
      clusterTime: { $timestamp: { t: Math.floor(origin.time.getTime() / 1000), i: index + 1 } },
      documentKey: { _id: full['_id'] },
      ...(hasDocument && { fullDocument: full }),
      ns: { db: database, coll: collection },
      operationType,
      ...(operationType === 'update' && {
        updateDescription: { updatedFields: { ...updatedFields }, removedFields: [...removedFields] },
      }),
    },
  }
}
