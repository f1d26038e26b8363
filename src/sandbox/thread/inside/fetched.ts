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
    if (!this.#byUrl.has(url)) this.know((await this.#ask({ name: 'graph', url })) as FetchedGraph)
  }

  /** What is asked for by one of these URLs is not asked for again. */
  know(graph: FetchedGraph): void {
    for (const [url, module] of graph) this.#byUrl.set(url, module)
  }

  /** What came with a graph. */
  get(url: string): FetchedModule | undefined {
    return this.#byUrl.get(url)
  }

  forget(graph: FetchedGraph): void {
    for (const [url] of graph) this.#byUrl.delete(url)
  }

  /** Answers a call of the module runner. */
  async answer(call: string, args: readonly unknown[]): Promise<unknown> {
    // The server says of each module what it is.
    if (call === 'getBuiltins') return []
    const known = call === 'fetchModule' ? this.#byUrl.get(args[0] as string) : undefined
    return known ?? this.#ask({ name: 'invoke', call, args })
  }
}
