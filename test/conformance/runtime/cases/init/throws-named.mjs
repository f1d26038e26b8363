class OrdersError extends Error {
  name = 'OrdersError'
}
throw new OrdersError('named at Init')
export const handler = async () => 1
