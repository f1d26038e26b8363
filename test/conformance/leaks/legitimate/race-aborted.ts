// No leak: the losers of a race of mirrors are aborted with one controller.

const mirrors = ['/price', '/late/price', '/late/price-2']

export async function handler(): Promise<unknown> {
  const controller = new AbortController()
  const { signal } = controller
  try {
    return await Promise.any(
      mirrors.map(async (path) => {
        const response = await fetch(`${process.env['API_URL']}${path}`, { signal })
        return (await response.json()) as unknown
      }),
    )
  } finally {
    controller.abort()
  }
}
