// Counts what was found of the corpus: recall, false alarms, exact lines.

import { bySpot, type Marker, type Specimen } from './corpus.js'

/** How many of the known leaks were found, how many were found that are none, and how many with the right line. */
export class Score {
  #known = 0
  #found = 0
  #exact = 0
  #falseAlarms = 0
  #calls = 0
  #foundCalls = 0
  readonly #missed: string[] = []

  /** Counts the leaks that one invocation of a handler was said to have. */
  add({ name, markers }: Specimen, reported: readonly Marker[]): void {
    const kinds = new Set(markers.map(({ kind }) => kind))
    this.#known += markers.length
    this.#falseAlarms += bySpot(reported.filter(({ kind }) => !kinds.has(kind))).length
    for (const { kind, line } of markers) {
      const sameKind = reported.filter((leak) => leak.kind === kind)
      if (sameKind.length > 0) this.#found++
      if (sameKind.some((leak) => leak.line === line)) this.#exact++
      else this.#missed.push(`${name}: ${kind} at ${line}`)
    }
  }

  /** Counts the calls that nobody awaits and by which the leaks of one invocation were said to have come about. */
  addCalls({ calls }: Specimen, reported: readonly Marker[]): void {
    this.#calls += calls.length
    this.#foundCalls += calls.filter((call) =>
      reported.some(({ kind, line }) => kind === call.kind && line === call.line),
    ).length
  }

  get recall(): number {
    return share(this.#found, this.#known)
  }

  get exactLines(): number {
    return share(this.#exact, this.#found)
  }

  get calls(): number {
    return share(this.#foundCalls, this.#calls)
  }

  get falseAlarms(): number {
    return this.#falseAlarms
  }

  /** One line for each figure. */
  summary(): string {
    const figures = [
      `recall ${this.#found}/${this.#known}`,
      `false alarms ${this.#falseAlarms}`,
      `exact lines ${this.#exact}/${this.#found}`,
      `calls that nobody awaits ${this.#foundCalls}/${this.#calls}`,
    ]
    return [...figures, ...new Set(this.#missed.map((one) => `not found there: ${one}`))].join('\n')
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
