// Gathers the loads of one turn and sends them together, as DataLoader does.

let resolved: Promise<void> | undefined

export class Loader {
  #batch: { key: string; resolve: (value: string) => void; reject: (error: unknown) => void }[] = []
  readonly #cache = new Map<string, Promise<string>>()
  readonly #fetch: (keys: string[]) => Promise<string[]>
  constructor(fetch: (keys: string[]) => Promise<string[]>) {
    this.#fetch = fetch
  }
  load(key: string): Promise<string> {
    let known = this.#cache.get(key)
    if (known) return known
    known = new Promise((resolve, reject) => {
      if (this.#batch.length === 0) {
        resolved ??= Promise.resolve()
        resolved.then(() => process.nextTick(() => this.#dispatch()))
      }
      this.#batch.push({ key, resolve, reject })
    })
    this.#cache.set(key, known)
    return known
  }
  loadMany(keys: string[]): Promise<string[]> {
    return Promise.all(keys.map((key) => this.load(key).catch(() => 'missing')))
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
