// No leak: a request that was too slow is aborted before the fallback is answered.

export async function handler(): Promise<string> {
  try {
    const response = await fetch(`${process.env['API_URL']}/late/rates`, { signal: AbortSignal.timeout(5) })
    return await response.text()
  } catch (error) {
    return (error as Error).name
  }
}
