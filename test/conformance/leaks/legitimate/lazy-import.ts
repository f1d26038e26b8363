// No leak: a lazy import is awaited.

export async function handler(): Promise<number | undefined> {
  const { rates } = await import('./parts/rates.js')
  return rates['EUR']
}
