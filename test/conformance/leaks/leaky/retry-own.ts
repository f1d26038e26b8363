// A retry with backoff that nobody awaits.

const sleep = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms)) // leak: timer

async function retry<T>(work: () => Promise<T>, left = 3, wait = 100): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (left === 0) throw error
    await sleep(wait)
    return retry(work, left - 1, wait * 2)
  }
}

let count = 0
const flaky = async (): Promise<string> => {
  if (count++ % 4 !== 3) throw new Error('busy')
  return 'done'
}

export async function handler(): Promise<string> {
  void retry(flaky) // via: timer
  await Promise.resolve()
  await Promise.resolve()
  return 'ok'
}
