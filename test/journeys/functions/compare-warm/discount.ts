// Keeps a customer's discount in module scope: the next customer of a warm environment gets it as well.

interface Order {
  readonly total: number
  readonly coupon?: string
}

let discount = 0

export const handler = async ({ total, coupon }: Order): Promise<{ pay: number }> => {
  if (coupon !== undefined) discount = 10
  console.info('discount', discount)
  return { pay: total - discount }
}
