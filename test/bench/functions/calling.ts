// A handler of the usual kind: it awaits clients that are mocked, and so answer at once.

interface Item {
  readonly id: string
  readonly price: number
}

/** As `aws-sdk-client-mock` and `vi.fn()` answer. */
async function send(id: string): Promise<Item> {
  return { id, price: id.length }
}

async function priceOf(id: string): Promise<number> {
  const { price } = await send(id)
  return price
}

export const handler = async (event: { rawPath: string }): Promise<{ statusCode: number; body: string }> => {
  const prices = await Promise.all(['book', 'lamp', 'pen'].map(priceOf))
  await send(event.rawPath)
  return { statusCode: 200, body: String(prices.reduce((sum, price) => sum + price, 0)) }
}
