// No leak: a body that is of no interest is cancelled.

export async function handler(): Promise<{ up: boolean }> {
  const response = await fetch(`${process.env['API_URL']}/big`)
  await response.body?.cancel()
  return { up: response.ok }
}
