// What a test that fails is told of the rounds of a queue or a stream: why records came back, or what of an answer was ignored.

import type { SourceTarget } from './target.js'

/** A function that answers wrongly does so in each round, and each may name other records: the first ones are enough. */
const MOST_TOLD = 3

/** Of one source in one test. */
export class ExplainedRounds {
  readonly #target: SourceTarget
  readonly #where: string
  readonly #told = new Map<string, () => void>()

  /** `where`: the source, as in `sources.sqs()`. */
  constructor(target: SourceTarget, where: string) {
    this.#target = target
    this.#where = where
  }

  /** Tells it, once; what this returns is called when the test reads the explanation (decision 0011). */
  tell(explanation: string): () => void {
    const before = this.#told.get(explanation)
    if (before) return before
    if (this.#told.size >= MOST_TOLD) return () => {}
    const text = `${this.#where}: ${explanation}`
    const guide = 'This is the explanation of a round, which the test has not read.'
    const forget = this.#target.explain('SourceAnswerError', text, guide)
    this.#told.set(explanation, forget)
    return forget
  }
}
