// Tests of what a test that fails is told of rounds, as long as it has not read it.

import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { outcomes, stream } from './kinesis-stream.js'
import { boom, failing, queueFor, REPORTS } from './orders-queue.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

describe('a test that fails', () => {
  const TOLD =
    'SourceAnswerError: sources.sqs(): AWS treats the answer as a failure of the whole batch, because batchItemFailures[0] is ' +
    'text, where { itemIdentifier } is expected (SQS-6).\n\nThis is the explanation of a round, which the test has not read.'

  test('is told once why AWS takes answers for failures, unless it read that [SQS-6]', async () => {
    const { queue, target } = queueFor(() => ({ batchItemFailures: ['b'] }), REPORTS)
    queue.send('b')
    const [first] = await queue.poll()
    const [second] = await queue.poll()
    expect([first?.records, second?.records]).toMatchObject([[{ outcome: 'returned' }], [{ outcome: 'returned' }]])
    expect([...target.explanations]).toEqual([TOLD])
    expect(second?.explanation).toContain('(SQS-6)')
    expect([...target.explanations]).toEqual([])
  })

  test('is told of an order that is not kept [SQS-7]', async () => {
    const { queue, target } = queueFor(failing('a'), { ...REPORTS, queue: { fifo: true } })
    queue.send('a', 'b')
    await queue.poll()
    expect([...target.explanations]).toEqual([expect.stringContaining("Group 'group-1' is out of order")])
  })

  test('is told of ignored failures, unless a matcher has told it [SQS-6]', async () => {
    const { queue, target } = queueFor(failing('a'))
    const [id] = queue.send('a')
    const [round] = await queue.poll()
    expect([...target.explanations]).toEqual([expect.stringContaining('are ignored, and the message is deleted')])
    expect(() => expect(round?.result).toReportBatchItemFailures([id])).toThrow('are ignored')
    expect([...target.explanations]).toEqual([])
  })

  test('is not told that the function failed, of which it is told anyway [SQS-3]', async () => {
    const { queue, target } = queueFor(boom)
    queue.send('a')
    const [round] = await queue.poll()
    expect([...target.explanations]).toEqual([])
    expect(round?.explanation).toContain('(SQS-3)')
  })

  test('is told of the first rounds only, where each has its own', async () => {
    const other = (_: unknown, call: number): unknown => ({ batchItemFailures: [{ itemIdentifier: `other-${call}` }] })
    const { queue, target } = queueFor(other, REPORTS)
    queue.send('a')
    for (let poll = 0; poll < 5; poll++) await queue.poll()
    expect(target.explanations.size).toBe(3)
  })

  test('is told the same of the rounds of a stream [STM-4]', async () => {
    const reports = { functionResponseTypes: ['ReportBatchItemFailures'], maximumRetryAttempts: 2 } as const
    const { source, target } = stream(() => ({ batchItemFailures: 'a' }), reports)
    source.put('a')
    const rounds = await source.settled()
    expect(outcomes(rounds)).toEqual(['retried 1', 'retried 2', 'failed 3'])
    expect([...target.explanations]).toEqual([
      'SourceAnswerError: sources.kinesis(): AWS takes the whole batch for failed: batchItemFailures is text, where a list is ' +
        'expected (STM-4).\n\nThis is the explanation of a round, which the test has not read.',
    ])
    void rounds[0]?.explanation
    expect([...target.explanations]).toEqual([])
  })
})
