// A span processor whose forceFlush nobody awaits.

class Processor {
  #spans: string[] = []
  onEnd(span: string): void {
    this.#spans.push(span)
  }
  async forceFlush(): Promise<void> {
    const spans = this.#spans.splice(0)
    await Promise.all(spans.map((span) => this.#export(span)))
  }
  async #export(span: string): Promise<void> {
    const response = await fetch(`${process.env['API_URL']}/late/v1/traces`, { method: 'POST', body: span }) // leak: fetch
    await response.arrayBuffer()
  }
}

const processor = new Processor()

async function traced<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    processor.onEnd(name)
    processor.forceFlush() // via: fetch
  }
}

export const handler = (): Promise<string> => traced('handler', async () => 'ok')
