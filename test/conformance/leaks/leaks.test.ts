// The corpus of leaks: what real handlers leave behind is found with its line, and what is none raises no alarm.

import { type Lambda, withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, type TestContext, vi } from 'vitest'
import type { Leak } from '../../../src/record/leak.js'
import type { InvocationResult } from '../../../src/record/result.js'
import { asMarked, bySpot, inWords, type Marker, type Specimen, specimens } from './corpus.js'
import { Score } from './score.js'
import { settingNames, settingOf } from './settings.js'
import { writePackages } from './support/packages.js'
import { UNDETECTABLE } from './undetectable.js'
import { openWorld, type World } from './world.js'

const ORDER = { id: 'o-1', items: ['book', 'lamp', 'pen'] }
/** `npm run conformance -- --everything` runs it once more with each environment in a thread. */
const isolation = process.env['LEAKS_IN'] === 'thread' ? 'thread' : 'in-process'
const WARM_INVOCATIONS = 5
const RECALL = 0.95
const EXACT_LINES = 0.95
const CALLS = 0.95

const [leaky, legitimate] = [specimens('leaky'), specimens('legitimate')]
const [detectable, undetectable] = [leaky.filter(isDetectable), leaky.filter((one) => !isDetectable(one))]
const score = new Score()
const hopeless = new Score()
let world: World

vi.setConfig({ testTimeout: 20_000 })

beforeAll(async () => {
  writePackages()
  world = await openWorld()
}, 30_000)

afterAll(async () => {
  await world.close()
  console.log(`${score.summary()}\nundetectable: ${hopeless.summary()}`)
  expect(score.recall).toBeGreaterThanOrEqual(RECALL)
  expect(score.exactLines).toBeGreaterThanOrEqual(EXACT_LINES)
  expect(score.calls).toBeGreaterThanOrEqual(CALLS)
  expect(score.falseAlarms).toBe(0)
})

describe('a leaky handler', () => {
  test.for(titled(detectable))('%s', async ([, specimen], context) => {
    const invocations = await leaksOf(specimen, 'leaky', context)
    const [first = [], warm = []] = invocations.map((leaks) => spotsOf(leaks, specimen))
    const whenWarm = settingOf(specimen.name).once ? { ...specimen, markers: [] } : specimen
    score.add(specimen, first)
    score.add(whenWarm, warm)
    const [firstCalls = []] = invocations.map((leaks) => {
      const calls = callsOf(leaks)
      score.addCalls(specimen, calls)
      return calls
    })
    expect.soft(first.map(inWords)).toEqual(specimen.markers.map(inWords))
    expect.soft(firstCalls.map(inWords), 'by way of').toEqual(specimen.calls.map(inWords))
    expect.soft(warm.map(inWords), 'in the fifth invocation').toEqual(whenWarm.markers.map(inWords))
  })

  test.for(titled(undetectable))('not found: %s', async ([, specimen], context) => {
    for (const leaks of await leaksOf(specimen, 'leaky', context)) {
      const found = spotsOf(leaks, specimen)
      hopeless.add(specimen, found)
      expect.soft(found.map(inWords), `${specimen.name} is found now: take it out of undetectable.ts`).toEqual([])
    }
  })
})

describe('a legitimate handler', () => {
  test.for(titled(legitimate))('%s', async ([, specimen], context) => {
    for (const leaks of await leaksOf(specimen, 'legitimate', context)) {
      const found = spotsOf(leaks, specimen)
      score.add(specimen, found)
      expect.soft(found.map(inWords)).toEqual([])
    }
  })
})

describe('the corpus', () => {
  test('is as large as promised', () => {
    expect(detectable.length).toBeGreaterThanOrEqual(36)
    expect(legitimate.length).toBeGreaterThanOrEqual(35)
  })

  test('has a handler for every setting and for every leak that cannot be found', () => {
    const names = [...leaky, ...legitimate].map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining([...settingNames, ...Object.keys(UNDETECTABLE)]))
    expect(names).toHaveLength(new Set(names).size)
  })
})

/** What the first invocation and the fifth one, which is warm, left behind. */
async function leaksOf(
  specimen: Specimen,
  half: 'leaky' | 'legitimate',
  context: TestContext,
): Promise<(readonly Leak[])[]> {
  const { config, event = ORDER, mocks, needs, outcome = 'response' } = settingOf(specimen.name)
  if (mocks && isolation === 'thread') context.skip('a mock of the test does not cross into a thread')
  if (needs === 'postgres' && world.withoutPostgres !== undefined) context.skip(world.withoutPostgres)
  if (mocks) onTestFinished(mocks())
  const environment = world.variables(half)
  const lambda: Lambda = withLambda(specimen.handlerString, { isolation, console: 'silent', environment, ...config })
  const results: InvocationResult[] = []
  for (let count = 0; count < WARM_INVOCATIONS; count++) results.push(await lambda.invoke(event))
  expect(results.map(({ record, error }) => [record.outcome, outcome === 'error' || error])).toEqual(
    results.map(() => [outcome, outcome === 'error' || undefined]),
  )
  // All of them are read: a leak that nothing looks at is warned of.
  const found = results.map(leaksIn)
  return [...found.slice(0, 1), ...found.slice(-1)]
}

function leaksIn({ record }: InvocationResult): readonly Leak[] {
  if (record.leaks === undefined) throw new Error('the record has no leaks: nobody looked')
  return record.leaks
}

/** What was left behind, each with its line. */
function spotsOf(leaks: readonly Leak[], { markers }: Specimen): readonly Marker[] {
  const spots = leaks.map(({ kind, what, at = `nowhere: ${what}:` }) => ({ kind, line: lineOf(at) }))
  return asMarked(bySpot(spots), markers)
}

/** The calls that nobody awaits and that led there. */
function callsOf(leaks: readonly Leak[]): readonly Marker[] {
  return bySpot(leaks.flatMap(({ kind, via }) => (via === undefined ? [] : [{ kind, line: lineOf(via) }])))
}

/** Without the column. */
function lineOf(place: string): string {
  return place.replace(/:\d*$/, '')
}

function isDetectable({ name }: Specimen): boolean {
  return !(name in UNDETECTABLE)
}

function titled(group: readonly Specimen[]): (readonly [title: string, Specimen])[] {
  return group.map((specimen) => [`${specimen.sentence} [${specimen.name}]`, specimen])
}
