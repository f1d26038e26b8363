// Stands for the payment provider's client, which the tests mock.

export async function charge(customer: string, cents: number): Promise<string> {
  throw new Error(`no provider is configured to charge ${customer} ${cents}`)
}
