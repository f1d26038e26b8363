// Compares what events showed on warm environments with what they showed on cold ones.

import { isDeepStrictEqual } from 'node:util'
import type { Outcome } from '../record/record.js'
import type { ComparedKind, NotDeterministic, WarmDifference, WarmOrder } from './report.js'
import { type Variation, variation, variedPaths, withoutVariation } from './variation.js'

/** What one invocation showed. */
export interface Sample {
  /** Index of its event. */
  readonly event: number
  readonly outcome: Outcome
  /** Comparable data, of the kinds that are compared. */
  readonly shown: Readonly<Partial<Record<ComparedKind, unknown>>>
  readonly timeline: string
}

/** One warm environment, with one sample for each event of its order. */
export interface WarmRun {
  readonly order: WarmOrder
  readonly samples: readonly Sample[]
}

/** What was found. */
export interface Findings {
  readonly differences: readonly WarmDifference[]
  readonly notDeterministic: readonly NotDeterministic[]
}

/** What is told first of an invocation in which several kinds differ. */
const KINDS: readonly ComparedKind[] = ['result', 'calls', 'logs']

/**
 * `cold` are samples from cold environments, in order of their events' first, each event at least twice. The first sample
 * of a warm run is a cold start as well, and so one more.
 */
export function compareRuns(cold: readonly Sample[], warm: readonly WarmRun[]): Findings {
  const starts = warm.flatMap(({ samples }) => samples.slice(0, 1))
  const models = [...Map.groupBy([...cold, ...starts], ({ event }) => event).values()].map(
    (samples) => new Model(samples),
  )
  const byEvent = new Map(models.map((model) => [model.event, model]))
  return {
    differences: warm.flatMap((run) => differencesOf(run, byEvent)),
    notDeterministic: models.flatMap((model) => model.notDeterministic()),
  }
}

/** How an event is treated by cold environments: what they have in common is the model for warm ones. */
class Model {
  readonly #first: Sample
  readonly #variations: readonly Variation[]

  constructor(samples: readonly Sample[]) {
    const [first, ...others] = samples as readonly [Sample, ...Sample[]]
    this.#first = first
    this.#variations = others.flatMap((other) => variation(first.shown, other.shown) ?? [])
  }

  get event(): number {
    return this.#first.event
  }

  differences(order: WarmOrder, position: number, sample: Sample): WarmDifference[] {
    const [cold, warm] = [this.#compared(this.#first), this.#compared(sample)]
    return KINDS.filter((kind) => !isDeepStrictEqual(cold[kind], warm[kind])).map((kind) => ({
      event: this.event,
      order: order.name,
      position,
      kind,
      cold: cold[kind],
      warm: warm[kind],
      timelines: { cold: this.#first.timeline, warm: sample.timeline },
    }))
  }

  notDeterministic(): NotDeterministic[] {
    const kinds = KINDS.filter((kind) => kind in this.#first.shown)
    return kinds.flatMap((kind) => {
      const paths = this.#variations.flatMap((varied) =>
        varied.kind === 'members' ? variedPaths(varied.places.get(kind), kind) : [],
      )
      return [...new Set(paths)].map((path) => ({ event: this.event, kind, path }))
    })
  }

  #compared({ shown }: Sample): Sample['shown'] {
    return this.#variations.reduce<unknown>(withoutVariation, shown) as Sample['shown']
  }
}

/** The first difference of each event and kind: an environment that went wrong once differs all the way. */
function differencesOf({ order, samples }: WarmRun, models: ReadonlyMap<number, Model>): WarmDifference[] {
  const told = new Set<string>()
  return samples.slice(1).flatMap((sample, index) => {
    const found = models.get(sample.event)?.differences(order, index + 1, sample) ?? []
    return found.filter(({ event, kind }) => {
      const name = `${event} ${kind}`
      return !told.has(name) && told.add(name)
    })
  })
}
