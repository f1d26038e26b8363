// A response whose body is neither read nor cancelled.

export async function handler(): Promise<{ up: boolean }> {
  const response = await fetch(`${process.env['API_URL']}/big`) // leak: fetch
  return { up: response.ok }
}
