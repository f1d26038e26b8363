// No leak: the timeout that would abort a request is cleared when it has answered.

export async function handler(): Promise<unknown> {
  const controller = new AbortController()
  const timeout = setTimeout(() => controller.abort(), 3_000)
  try {
    const response = await fetch(`${process.env['API_URL']}/price`, { signal: controller.signal })
    return await response.json()
  } finally {
    clearTimeout(timeout)
  }
}
