import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { charge, type Payment } from './payments.js'

const processor = new BatchProcessor(EventType.SQS)

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> =>
  await processPartialResponse(event, chargeOne, processor)

async function chargeOne({ body }: SQSRecord): Promise<void> {
  await charge(JSON.parse(body) as Payment)
}
