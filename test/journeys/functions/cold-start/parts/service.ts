// A class with private state, for automocks and spies.

let made = 0

export class Service {
  static create(): Service {
    return new Service()
  }

  readonly number: number = ++made
  #loads = 0

  load(id: string): string {
    return `${id} loaded ${++this.#loads} by ${this.number}`
  }

  get size(): number {
    return this.#loads
  }
}
