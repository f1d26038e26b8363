// No leak: Powertools' batch processor awaits every record, also those that fail.

import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { orders } from './parts/orders.js'

const processor = new BatchProcessor(EventType.SQS)

async function store({ body }: SQSRecord): Promise<void> {
  await orders.log(body)
  if (body === 'message 2') throw new Error('refused')
  await new Promise((resolve) => setTimeout(resolve, 5))
}

export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  processPartialResponse(event, store, processor, { context })
