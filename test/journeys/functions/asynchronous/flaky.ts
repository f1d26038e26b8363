// Fails as often as its event says, counting in module state; may take some time.

let invocations = 0

interface Order {
  readonly failures: number
  readonly sleepMs?: number
  readonly filler?: string
}

export const handler = async ({ failures, sleepMs = 0 }: Order): Promise<string> => {
  const invocation = ++invocations
  if (sleepMs > 0) await new Promise((resolve) => setTimeout(resolve, sleepMs))
  if (invocation <= failures) throw new Error(`not yet: ${invocation}`)
  return `done after ${invocation}`
}
