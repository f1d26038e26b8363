// A record handler of Powertools' batch processor that does not await its own work.

import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { orders } from './parts/orders.js'

const processor = new BatchProcessor(EventType.SQS)

async function store({ body }: SQSRecord): Promise<void> {
  const response = await fetch(`${process.env['API_URL']}/late/orders`, { method: 'POST', body }) // leak: fetch
  await orders.log(`stored with ${response.status}`)
}

async function onRecord(record: SQSRecord): Promise<void> {
  store(record) // via: fetch
}

export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  processPartialResponse(event, onRecord, processor, { context })
