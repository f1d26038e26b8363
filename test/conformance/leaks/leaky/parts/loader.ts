// Gathers the loads of one turn and sends them together, as DataLoader does.

export class Loader {
  #batch: { key: string; resolve: (value: string) => void; reject: (error: unknown) => void }[] = []
  readonly #fetch: (keys: string[]) => Promise<string[]>
  constructor(fetch: (keys: string[]) => Promise<string[]>) {
    this.#fetch = fetch
  }
  load(key: string): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#batch.length === 0) Promise.resolve().then(() => process.nextTick(() => this.#dispatch()))
      this.#batch.push({ key, resolve, reject })
    })
  }
  #dispatch(): void {
    const batch = this.#batch
    this.#batch = []
    this.#fetch(batch.map(({ key }) => key)).then(
      (values) => batch.forEach(({ resolve }, index) => resolve(values[index] ?? '')),
      (error: unknown) => batch.forEach(({ reject }) => reject(error)),
    )
  }
}
