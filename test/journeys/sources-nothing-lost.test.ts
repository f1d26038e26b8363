// Environments that fail at random behind queues and streams: whatever happens, no record is lost.

import type { DynamoDBStreamEvent, KinesisStreamEvent, SQSEvent } from 'aws-lambda'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { handler, type Lambda, sources, type StreamMappingOptions, withLambda } from 'vitest-lambda'

/** How one invocation goes; `failing`: which records it reports, by their place in the batch. */
type Course = 'answer' | 'throw' | 'exit' | 'time out' | 'malformed' | { readonly failing: readonly number[] }

const courses = fc.array(
  fc.oneof(
    fc.constantFrom<Course>('answer', 'throw', 'exit', 'time out', 'malformed'),
    fc.record({ failing: fc.array(fc.nat(4), { maxLength: 3 }) }),
  ),
  { minLength: 1, maxLength: 8 },
)

interface Worker {
  readonly lambda: Lambda
  /** Ids of the records that it has answered for. */
  readonly done: ReadonlySet<string>
}

type Batch = SQSEvent | KinesisStreamEvent | DynamoDBStreamEvent

/** As a function reports it. */
function idOf(record: Batch['Records'][number]): string {
  if ('messageId' in record) return record.messageId
  return ('kinesis' in record ? record.kinesis.sequenceNumber : record.dynamodb?.SequenceNumber) ?? ''
}

/** A function that goes from course to course. */
function worker(plan: readonly Course[], reservedConcurrentExecutions: number): Worker {
  const done = new Set<string>()
  let calls = 0
  const work = async ({ Records }: Batch): Promise<unknown> => {
    const course = plan[calls++ % plan.length] ?? 'answer'
    await new Promise((resolve) => setTimeout(resolve, course === 'time out' ? 60_000 : 500))
    if (course === 'throw') throw new Error('cannot go on')
    if (course === 'exit') process.exit(1)
    if (course === 'malformed') return { batchItemFailures: [{ itemIdentifier: '' }] }
    const ids = Records.map(idOf)
    const failing = typeof course === 'string' ? [] : ids.filter((_, at) => course.failing.includes(at))
    // Of a stream, what comes after the first failure is delivered again.
    const first = 'messageId' in (Records[0] ?? {}) ? -1 : ids.indexOf(failing[0] ?? '')
    for (const id of ids.slice(0, first < 0 ? ids.length : first)) if (!failing.includes(id)) done.add(id)
    return { batchItemFailures: failing.map((itemIdentifier) => ({ itemIdentifier })) }
  }
  return { lambda: withLambda(handler(work), { timeout: 2, console: 'silent', reservedConcurrentExecutions }), done }
}

interface Round {
  readonly records: readonly { readonly id: string; readonly outcome: string }[]
}

/** What one record was told to have become, round after round. */
function outcomesOf(rounds: readonly Round[], id: string): readonly string[] {
  return rounds.flatMap(({ records }) => records.filter((one) => one.id === id)).map(({ outcome }) => outcome)
}

const common = {
  plan: courses,
  count: fc.integer({ min: 1, max: 12 }),
  batchSize: fc.integer({ min: 1, max: 5 }),
  reserved: fc.constantFrom(1, 2, 1000),
  polls: fc.nat(3),
}

const queues = fc.record({
  ...common,
  fifo: fc.boolean(),
  maxReceiveCount: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 9 }),
})

test('a message is deleted only when it was answered for; every other one is in the queue or the dead-letter queue [SQS-3, SQS-5, SQS-6, SQS-8]', async () => {
  await fc.assert(
    fc.asyncProperty(queues, async ({ plan, count, batchSize, reserved, polls, fifo, maxReceiveCount }) => {
      const { lambda, done } = worker(plan, reserved)
      const queue = sources.sqs(lambda, {
        batchSize,
        functionResponseTypes: ['ReportBatchItemFailures'],
        queue: { fifo, visibilityTimeout: 10, ...(maxReceiveCount && { redrivePolicy: { maxReceiveCount } }) },
      })
      const sent = Array.from({ length: count }, (_, index) =>
        queue.sendMessage({ body: { index }, ...(fifo && { messageGroupId: `group-${index % 3}` }) }),
      )
      const rounds: Round[] = []
      for (let poll = 0; poll < polls; poll++) rounds.push(...(await queue.poll()))
      rounds.push(...(await queue.settled()))
      const left = [...queue.messages, ...queue.deadLetterQueue].map(({ id }) => id)
      for (const id of sent) {
        const isDeleted = outcomesOf(rounds, id).includes('deleted')
        expect(left.filter((one) => one === id)).toHaveLength(isDeleted ? 0 : 1)
        expect(outcomesOf(rounds, id).filter((outcome) => outcome === 'deleted')).toHaveLength(isDeleted ? 1 : 0)
        if (isDeleted) expect(done).toContain(id)
      }
    }),
    { numRuns: 40 },
  )
})

const streams = fc.record({
  ...common,
  bisectBatchOnFunctionError: fc.boolean(),
  maximumRetryAttempts: fc.integer({ min: -1, max: 2 }),
  shardCount: fc.constantFrom(1, 2),
  isTable: fc.boolean(),
})

const DESTINATION = { onFailure: { destination: 'arn:aws:sqs:us-east-1:123456789012:failures' } }

test('a record of a stream is processed only when it was answered for; of every other one the destination is told [STM-2, STM-3, STM-4, STM-5]', async () => {
  await fc.assert(
    fc.asyncProperty(streams, async ({ plan, count, reserved, polls, shardCount, isTable, ...given }) => {
      const { lambda, done } = worker(plan, reserved)
      const mapping: StreamMappingOptions = {
        ...given,
        maximumRecordAgeInSeconds: 600,
        functionResponseTypes: ['ReportBatchItemFailures'],
        destinationConfig: DESTINATION,
      }
      const keys = Array.from({ length: count }, (_, index) => `key-${index % 4}`)
      const table = sources.dynamodbStream(lambda, { ...mapping, table: { shardCount } })
      const kinesis = sources.kinesis(lambda, { ...mapping, stream: { shardCount } })
      const stream = isTable ? table : kinesis
      const ids = isTable
        ? table.insert(...keys.map((id, index) => ({ id, index })))
        : kinesis.put(...keys.map((partitionKey, index) => ({ data: index, partitionKey })))
      const rounds: Round[] = []
      for (let poll = 0; poll < polls; poll++) rounds.push(...(await stream.poll()))
      rounds.push(...(await stream.settled()))
      expect(stream.records).toEqual([])
      const lost = ids.filter((id) => {
        const [end, ...others] = outcomesOf(rounds, id).filter((outcome) => outcome !== 'retried')
        expect(others).toEqual([])
        if (end === 'processed') expect(done).toContain(id)
        return end !== 'processed'
      })
      const told = stream.failures.flatMap((failure) => failure.KinesisBatchInfo ?? failure.DDBStreamBatchInfo ?? [])
      expect(told.reduce((sum, { batchSize }) => sum + batchSize, 0)).toBe(lost.length)
      for (const { startSequenceNumber, endSequenceNumber } of told) {
        expect(lost).toContain(startSequenceNumber)
        expect(lost).toContain(endSequenceNumber)
      }
    }),
    { numRuns: 40 },
  )
})
