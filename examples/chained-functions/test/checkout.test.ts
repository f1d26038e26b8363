import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { events, sources, withLambda } from 'vitest-lambda'
import { afterEach, expect, test } from 'vitest'

const INVOICES = 'https://sqs.us-east-1.amazonaws.com/123456789012/invoices'
const checkout = withLambda(() => import('../src/checkout.js'), { environment: { INVOICES } })
const invoice = withLambda(() => import('../src/invoice.js'))

const sqs = mockClient(SQSClient)
afterEach(() => sqs.reset())

// #region chain
test('an order that was taken is invoiced', async () => {
  const invoices = sources.sqs(invoice)
  // What one function sends is what the other one's queue gets.
  sqs.on(SendMessageCommand, { QueueUrl: INVOICES }).callsFake(({ MessageBody, DelaySeconds }) => ({
    MessageId: invoices.sendMessage({ body: MessageBody, delaySeconds: DelaySeconds }),
  }))
  const order = events.apiGateway.http({ path: '/orders', body: { id: '1', cents: 990 } })

  expect(await checkout.invoke(order)).toRespondWith({ statusCode: 202 })
  const [round] = await invoices.settled()
  expect(round?.result).toHaveLogged(/invoiced.*id: '1'/)
})
// #endregion chain
