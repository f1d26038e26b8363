// Agreement with AWS's own runtime client: the same handlers, the same events, the same answers and log lines.

import { afterAll, describe, expect, test } from 'vitest'
import { type Case, openCorpus, readRecording, type RecordedProcess } from './corpus.js'
import { differenceOf, namesOfDifferences } from './differences.js'
import { asManaged, OVERRULED } from './newer-client.js'
import { withEscapes } from './escaped.js'
import { isNotBuilt } from './not-built.js'
import { play } from './play.js'
import { type Runtime, RUNTIMES } from './runtimes.js'
import { casesFor, NAMED_TOPICS, SANDBOXES, topicOf } from './sandboxes.js'
import { uniform } from './uniform.js'
import { recordedViews, type View } from './view.js'

const corpus = openCorpus()
const runs = SANDBOXES.flatMap((sandbox) =>
  RUNTIMES.map((runtime) => ({ sandbox, runtime, cases: casesFor(sandbox, runtime, corpus.cases) })),
)

afterAll(() => corpus.remove())

describe.each(runs.filter(({ cases }) => cases.length > 0))(
  '$sandbox.name, $runtime.id',
  ({ sandbox, runtime, cases }) => {
    const recording = readRecording(runtime)
    const found = { agree: 0, differ: 0, notBuilt: 0 }
    const differing = cases.filter(({ name }) => differenceOf(name, runtime, sandbox)).length
    afterAll(() => {
      const comparable = cases.length - differing - found.notBuilt
      console.log(`${runtime.id} ${sandbox.name}: ${told(found, comparable)}${ran(cases)}`)
    })

    test.for(titled(cases))('%s', async ([, one]) => {
      const processes = recording[one.name]?.processes ?? []
      const difference = differenceOf(one.name, runtime, sandbox)
      const playing = (): Promise<View[]> => play(upTo(processes, one), runtime, sandbox)
      const views = await (difference?.escapes ? withEscapes(playing) : playing())
      if (one.feature !== undefined && isNotBuilt(views)) return void found.notBuilt++
      const recorded = expected(one, processes, runtime)
      if (difference) {
        expect(views, `${one.name} agrees now: take it out of differences.ts`).not.toEqual(recorded)
        expect(difference.same(views), difference.why).toEqual(difference.same(recorded))
        found.differ++
      } else {
        expect(views).toEqual(recorded)
        expect(keysIn(views), 'the order of keys').toEqual(keysIn(recorded))
        found.agree++
      }
    })
  },
)

describe('the corpus', () => {
  test('is as large as promised', () => {
    expect(corpus.cases.length).toBeGreaterThanOrEqual(150)
  })

  test('has every topic that is chosen for threads', () => {
    const topics = corpus.cases.map(({ name }) => topicOf(name))
    expect(topics).toEqual(expect.arrayContaining([...NAMED_TOPICS]))
  })

  test('has every case that a list or a recording names', () => {
    const names = corpus.cases.map(({ name }) => name).toSorted()
    expect(names).toEqual(expect.arrayContaining([...namesOfDifferences(), ...OVERRULED]))
    for (const runtime of RUNTIMES) expect(Object.keys(readRecording(runtime)).toSorted()).toEqual(names)
  })
})

function titled(cases: readonly Case[]): (readonly [string, Case])[] {
  return cases.map((one) => [`${one.name} [${one.ids.join(', ')}]`, one])
}

function ran(cases: readonly Case[]): string {
  const all = corpus.cases.length
  return cases.length === all
    ? ''
    : `; ran ${cases.length} of ${all} cases, npm run conformance -- --everything runs all`
}

function expected(one: Case, processes: readonly RecordedProcess[], { id }: Runtime): View[] {
  const views = id === 'nodejs22.x' ? asManaged(one.name, recordedViews(processes)) : recordedViews(processes)
  return views.map((view) => uniform(view, (text) => text))
}

/** The case without the events that the recorder had nobody left to give to: each of them would fail like the first. */
function upTo(processes: readonly RecordedProcess[], one: Case): Case {
  const failed = processes.filter(({ invocations }) => invocations.length === 0).length
  const reached = processes.reduce((count, { invocations }) => count + invocations.length, 0)
  return { ...one, events: one.events.slice(0, reached + failed) }
}

/** The keys of every object, in order, which the equality of values does not see. */
function keysIn(views: readonly View[]): string[] {
  const keys: string[] = []
  JSON.stringify(
    views.map(({ answer }) => answer),
    (key, value: unknown) => {
      keys.push(key)
      return value
    },
  )
  return keys
}

function told(
  { agree, differ, notBuilt }: { agree: number; differ: number; notBuilt: number },
  comparable: number,
): string {
  return `agree ${agree}/${comparable}; differ for a reason (differences.ts): ${differ}; not built yet: ${notBuilt}`
}
