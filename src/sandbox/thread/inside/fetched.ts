// What Vite's module runner asks for: answered from the graph that came with its entry, and by the project's Vite otherwise.

import type { FetchedGraph, FetchedModule, Question } from '../messages.js'

export class Fetched {
  readonly #ask: (question: Question) => Promise<unknown>
  readonly #byUrl = new Map<string, FetchedModule>()

  constructor(ask: (question: Question) => Promise<unknown>) {
    this.#ask = ask
  }

  /** Fetches `url` with all that it imports statically: imports are evaluated one by one, and would be asked for so. */
  async graph(url: string): Promise<void> {
    const graph = (await this.#ask({ name: 'graph', url })) as FetchedGraph
    for (const [each, module] of graph) this.#byUrl.set(each, module)
  }

  /** Answers a call of the module runner. */
  async answer(call: string, args: readonly unknown[]): Promise<unknown> {
    const known = call === 'fetchModule' ? this.#byUrl.get(args[0] as string) : undefined
    return known ?? this.#ask({ name: 'invoke', call, args })
  }
}
