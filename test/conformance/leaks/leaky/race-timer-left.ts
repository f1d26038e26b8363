// The timeout of a race that was won, which nobody cleared.

const timeout = (ms: number): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms) // leak: timer
  })

export async function handler(): Promise<unknown> {
  const request = fetch(`${process.env['API_URL']}/price`).then((response) => response.json())
  return Promise.race([request, timeout(3_000)])
}
