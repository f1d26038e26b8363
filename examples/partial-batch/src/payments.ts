export interface Payment {
  readonly order: string
  readonly amount: number
}

export async function charge({ order, amount }: Payment): Promise<void> {
  if (!(amount > 0)) throw new Error(`order ${order}: ${amount} cannot be charged`)
}
