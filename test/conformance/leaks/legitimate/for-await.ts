// No leak: an async generator over pages is read to its end.

async function* pages(path: string): AsyncGenerator<number> {
  for (let page = 0; page < 3; page++) {
    const response = await fetch(`${process.env['API_URL']}/${path}?page=${page}`)
    yield ((await response.json()) as { price: number }).price
  }
}

export async function handler(): Promise<number> {
  let total = 0
  for await (const price of pages('orders')) total += price
  return total
}
