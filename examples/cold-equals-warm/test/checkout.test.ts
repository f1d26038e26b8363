import { withLambda } from 'vitest-lambda'
import { expect, test, vi } from 'vitest'
import type { Order } from '../src/checkout.js'
import { charge } from '../src/payments.js'

vi.mock('../src/payments.js', () => ({
  charge: vi.fn(async (customer: string, cents: number) => `${customer} paid ${cents}`),
}))

// #region compare
const orders: Order[] = [
  { customer: 'ada', cents: 1000, voucher: 'TEN-PERCENT' },
  { customer: 'bob', cents: 1000 },
  { customer: 'eve', cents: -1 }, // fails: what does that leave for the next order?
]
const calls = () => vi.mocked(charge).mock.calls

test('a warm environment charges every order as a cold one does', async () => {
  const checkout = withLambda(() => import('../src/checkout.js'))

  expect(await checkout.compareWarm(orders, { calls })).toBehaveTheSameWarm()
})

test('a voucher that is kept in module scope reaches the next customer', async () => {
  const careless = withLambda(() => import('../src/checkout-careless.js'))
  const report = await careless.compareWarm(orders, { calls })

  expect(report).not.toBehaveTheSameWarm()
  expect(report.differences[0]).toMatchObject({
    event: 1, // bob's
    cold: { payload: { payment: 'bob paid 1000' } },
    warm: { payload: { payment: 'bob paid 900' } },
  })
})
// #endregion compare
