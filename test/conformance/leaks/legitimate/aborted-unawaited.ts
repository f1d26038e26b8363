// No leak: a request that nobody waits for any more is aborted in finally, and its rejection is caught.

export async function handler(): Promise<string> {
  const controller = new AbortController()
  const slow = fetch(`${process.env['API_URL']}/late/rates`, { signal: controller.signal }).catch(() => undefined)
  try {
    const quick = await fetch(`${process.env['API_URL']}/price`)
    return await quick.text()
  } finally {
    controller.abort()
    await slow
  }
}
