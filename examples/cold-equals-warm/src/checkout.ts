// Charges an order, with what a voucher takes off.

import { charge } from './payments.js'

export interface Order {
  readonly customer: string
  readonly cents: number
  readonly voucher?: 'TEN-PERCENT'
}

export const handler = async ({ customer, cents, voucher }: Order) => {
  if (cents < 0) throw new RangeError(`${customer} cannot be charged ${cents}`)
  const factor = voucher === 'TEN-PERCENT' ? 0.9 : 1
  return { payment: await charge(customer, cents * factor) }
}
