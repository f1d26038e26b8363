// No leak: a span processor with an unref'd interval and an export that races against a timeout that is cleared.

class Processor {
  #spans: string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  onEnd(span: string): void {
    this.#spans.push(span)
    if (this.#timer) return
    this.#timer = setTimeout(() => void this.forceFlush(), 5_000)
    this.#timer.unref()
  }
  forceFlush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = undefined
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('export timed out')), 30_000)
      this.#export(this.#spans.splice(0)).then(
        () => {
          clearTimeout(timer)
          resolve()
        },
        (error: unknown) => {
          clearTimeout(timer)
          reject(error)
        },
      )
    })
  }
  async #export(spans: string[]): Promise<void> {
    const response = await fetch(`${process.env['API_URL']}/v1/traces`, { method: 'POST', body: spans.join() })
    await response.arrayBuffer()
  }
}

const processor = new Processor()

async function within<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    processor.onEnd(name)
  }
}

export async function handler(): Promise<string> {
  const result = await within('outer', () => within('inner', async () => 'ok'))
  await processor.forceFlush()
  return result
}
