// No leak: the timeout of a race is cleared when the race is over.

async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}

export async function handler(): Promise<unknown> {
  const response = await within(
    3_000,
    fetch(`${process.env['API_URL']}/price`).then((answer) => answer.json()),
  )
  return response
}
