// Exports of every kind, each with state behind it, for spies.

import { Service } from './service.js'

let calls = 0

export function add(a: number): number {
  return a + ++calls
}

export const LIMIT: number = 10

export const api = {
  ask(question: string): string {
    return `${question} ${++calls}`
  },
}

export class Repository {
  #reads = 0

  static connect(): Repository {
    return new Repository()
  }

  read(): number {
    return ++this.#reads
  }

  get size(): number {
    return this.#reads
  }
}

export const repository: Repository = new Repository()

export const service: Service = new Service()

export const frozen: Readonly<{ ask: () => string }> = Object.freeze({ ask: () => 'frozen' })

export default function byDefault(): string {
  return `default ${++calls}`
}
