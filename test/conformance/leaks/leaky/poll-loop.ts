// A poller with recursive timers that is never stopped.

class Poller {
  #stopped = false
  start(): void {
    const tick = (): void => {
      if (this.#stopped) return
      setTimeout(tick, 200) // leak: timer
    }
    tick()
  }
  stop(): void {
    this.#stopped = true
  }
}

export async function handler(): Promise<string> {
  const poller = new Poller()
  poller.start()
  await Promise.resolve()
  poller.stop()
  return 'ok'
}
