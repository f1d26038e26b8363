// No leak: an answer without a body has nothing to read.

export async function handler(): Promise<number[]> {
  const empty = await fetch(`${process.env['API_URL']}/empty`, { method: 'DELETE' })
  const head = await fetch(`${process.env['API_URL']}/price`, { method: 'HEAD' })
  return [empty.status, head.status]
}
