// Sources that functions under test use themselves, as their clients do: the calls take their time, like any other's.

import { handler, type Lambda, sources, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const prices = withLambda(
  handler(async ({ rawPath }: { readonly rawPath: string }) => {
    await wait(2000)
    return { statusCode: 200, body: rawPath }
  }),
  { functionName: 'prices' },
)
const front = sources.functionUrl(prices)
const queue = sources.sqs(prices as never)

describe('a function that asks an HTTP front', () => {
  const ask = handler(async () => {
    const startedAt = Date.now()
    const response = await front.fetch('/coffee')
    return { text: await response.text(), ms: Date.now() - startedAt }
  })

  test('gets the answer, spends the time that it takes, and leaves nothing behind', async () => {
    const shop = withLambda(ask, { functionName: 'shop' })
    const result = await shop.invoke()
    expect(result).toReturn({ text: '/coffee', ms: 2000 })
    expect(result).not.toLeak()
  })

  test('times out on it', async () => {
    const shop = withLambda(ask, { functionName: 'shop', timeout: 1 })
    expect(await shop.invoke()).toTimeOut()
  })

  test('does so behind a queue, too', async () => {
    const shop = withLambda(ask, { functionName: 'shop' })
    const orders = sources.sqs(shop as never)
    orders.send('order')
    const [round] = await orders.settled()
    expect(round?.result).toReturn({ text: '/coffee', ms: 2000 })
  })
})

describe('a function that runs a queue to its end', () => {
  test('waits for it', async () => {
    const runner = withLambda(
      handler(async () => {
        queue.send('message')
        return (await queue.settled()).length
      }),
      { functionName: 'runner' },
    )
    const result = await runner.invoke()
    expect(result).toReturn(1)
    expect(result.record.report.durationMs).toBeGreaterThanOrEqual(2000)
  })

  test('waits for its own events in vain, until it times out', async () => {
    const selfish: Lambda = withLambda(
      handler(async (): Promise<unknown> => await selfish.settled()),
      { functionName: 'selfish', maximumRetryAttempts: 0 },
    )
    await selfish.invoke({}, { invocationType: 'Event' })
    const [report] = await selfish.settled()
    expect(report?.attempts[0]).toTimeOut()
  })
})
