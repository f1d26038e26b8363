// No leak: an async generator of which only the first page was read stands still.

async function* pages(): AsyncGenerator<string> {
  for (let page = 0; ; page++) {
    const response = await fetch(`${process.env['API_URL']}/page/${page}`)
    yield await response.text()
  }
}

export async function handler(): Promise<string> {
  const { value } = (await pages().next()) as IteratorYieldResult<string>
  return value
}
