// No leak: AbortSignal.timeout() keeps no process alive, and its request was answered and read.

export async function handler(): Promise<unknown> {
  const signal = AbortSignal.any([AbortSignal.timeout(5_000), AbortSignal.timeout(9_000)])
  const response = await fetch(`${process.env['API_URL']}/price`, { signal })
  return response.json()
}
