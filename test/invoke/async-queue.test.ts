import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { Agenda } from '../../src/invoke/agenda.js'
import { type AcceptedEvent, type AsyncFunction, AsyncQueue } from '../../src/invoke/async-queue.js'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'
import type { EventReport } from '../../src/record/event-report.js'
import type { InvocationResult } from '../../src/record/result.js'
import { Timeline } from '../../src/sandbox/timeline.js'
import { answered, failed } from '../matchers/result.js'

const STARTS_AT = Date.parse('2026-01-31T12:00:00.000Z')
const SIX_HOURS = 6 * 60 * 60_000

/** How one attempt goes. */
type Attempt = 'answers' | 'fails' | 'is throttled'

let timeline: Timeline
let agenda: Agenda
let fn: { -readonly [Key in keyof AsyncFunction]: AsyncFunction[Key] }
let queue: AsyncQueue
/** When each attempt was made, in seconds from the start, and for which event. */
let tried: [string, number][]

beforeEach(() => setUp())

function setUp(): void {
  timeline = new Timeline(STARTS_AT)
  agenda = new Agenda(timeline)
  fn = { settings: { maximumRetryAttempts: 2, maximumEventAgeMs: SIX_HOURS }, destinations: {}, isStopped: false }
  queue = new AsyncQueue(agenda, () => fn)
  tried = []
}

function throttled(): LambdaServiceException {
  const reason = 'ReservedFunctionConcurrentInvocationLimitExceeded'
  return new LambdaServiceException('TooManyRequestsException', 'Rate Exceeded.', { reason })
}

/** An event whose attempts go like this, the last of them again and again. */
function event(requestId: string, attempts: readonly Attempt[], given: Partial<AcceptedEvent> = {}): AcceptedEvent {
  let made = 0
  return {
    requestId,
    payload: '{}',
    qualifiedArn: 'arn:orders:$LATEST',
    deliverTwice: false,
    pusher: undefined,
    from: () => [],
    async attempt(): Promise<InvocationResult> {
      tried.push([requestId, (timeline.now - STARTS_AT) / 1_000])
      const how = attempts[Math.min(made++, attempts.length - 1)]
      if (how === 'is throttled') throw throttled()
      return how === 'answers' ? answered(`answer ${made}`) : failed({ errorMessage: `failure ${made}` })
    },
    ...given,
  }
}

const OVER = new Error('the test is over')
/** Of a queue that is closed. */
const NOTHING = { left: [], untold: [] }

const seconds = (): number[] => tried.map(([, at]) => at)

describe('an event in the queue', () => {
  test('waits until the queue is run, and is told then [ASY-1]', async () => {
    void queue.accept(event('a', ['answers']))
    await new Promise((resolve) => setImmediate(resolve))
    expect(tried).toEqual([])
    const reports = await queue.settled()
    expect(reports).toMatchObject([{ requestId: 'a', outcome: 'succeeded', attempts: [{ payload: 'answer 1' }] }])
    expect([seconds(), queue.close(OVER)]).toEqual([[0], NOTHING])
  })

  test('is tried again a minute later, then two [ASY-2]', async () => {
    void queue.accept(event('a', ['fails']))
    const [report] = await queue.settled()
    expect(seconds()).toEqual([0, 60, 180])
    expect(report).toMatchObject({
      outcome: 'retriesExhausted',
      attempts: [{}, {}, { error: { errorMessage: 'failure 3' } }],
    })
  })

  test('backs off while it is throttled, which is no attempt, and begins anew after one that ran [ASY-3]', async () => {
    const wave: Attempt[] = ['is throttled', 'is throttled', 'is throttled', 'fails']
    void queue.accept(event('a', [...wave, 'is throttled', 'answers']))
    const [report] = await queue.settled()
    expect(seconds()).toEqual([0, 1, 3, 7, 67, 68])
    expect(report).toMatchObject({ outcome: 'succeeded', attempts: [{}, {}] })
  })

  test('is given up when it would be too old [ASY-4]', async () => {
    fn.settings = { maximumRetryAttempts: 2, maximumEventAgeMs: 100_000 }
    void queue.accept(event('a', ['fails']))
    const [report] = await queue.settled()
    expect([seconds(), report?.outcome]).toEqual([[0, 60], 'eventAgeExceeded'])
  })

  test('that waited for longer than it may is not tried [ASY-4]', async () => {
    void queue.accept(event('a', ['answers']))
    timeline.advance(SIX_HOURS + 1)
    const [report] = await queue.settled()
    expect([seconds(), report?.outcome]).toEqual([[], 'eventAgeExceeded'])
  })

  test('ends at once where the function is stopped [ASY-5]', async () => {
    Object.assign(fn, { isStopped: true, destinations: { deadLetter: 'arn:dead' } })
    void queue.accept(event('a', ['answers']))
    const [report] = await queue.settled()
    expect(report).toMatchObject({ outcome: 'retriesExhausted', attempts: [] })
    expect(report?.deadLetter?.attributes).toMatchObject({
      ErrorMessage: 'The reserved concurrency of the function is 0.',
    })
    expect(tried).toEqual([])
  })

  test('goes by what the function says when it matters, not when it came', async () => {
    void queue.accept(event('a', ['fails']))
    fn.settings = { maximumRetryAttempts: 0, maximumEventAgeMs: SIX_HOURS }
    fn.destinations = { onFailure: 'arn:failed' }
    const [report] = await queue.settled()
    expect(seconds()).toEqual([0])
    expect(report?.destination).toMatchObject({ kind: 'onFailure', arn: 'arn:failed' })
  })

  test('delivered twice, comes again a second after it succeeded, and may fail then [ASY-1]', async () => {
    void queue.accept(event('a', ['fails', 'answers', 'answers'], { deliverTwice: true }))
    void queue.accept(event('b', ['answers', 'fails', 'answers'], { deliverTwice: true }))
    const reports = await queue.settled()
    expect(tried.filter(([id]) => id === 'a').map(([, at]) => at)).toEqual([0, 60, 61])
    expect(tried.filter(([id]) => id === 'b').map(([, at]) => at)).toEqual([0, 1, 121])
    expect(reports.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded'])
  })

  test('delivered twice, is not too old because it ran for long the first time [ASY-1, ASY-4]', async () => {
    fn.settings = { maximumRetryAttempts: 2, maximumEventAgeMs: 60_000 }
    const slow = event('a', ['answers'])
    const attempt = async (): Promise<InvocationResult> => {
      timeline.advance(60_000)
      return slow.attempt()
    }
    void queue.accept({ ...slow, attempt, deliverTwice: true })
    const [report] = await queue.settled()
    expect(report).toMatchObject({ outcome: 'succeeded', attempts: [{}, {}] })
  })

  test('cannot be changed by whoever reads its report', async () => {
    void queue.accept(event('a', ['answers']))
    const [report] = await queue.settled()
    expect([Object.isFrozen(report), Object.isFrozen(report?.attempts)]).toEqual([true, true])
  })
})

describe('the queue', () => {
  test('tells of the events that ended since the last time, in the order of their ends', async () => {
    void queue.accept(event('slow', ['fails', 'answers']))
    void queue.accept(event('fast', ['answers']))
    expect((await queue.settled()).map(({ requestId }) => requestId)).toEqual(['fast', 'slow'])
    expect(await queue.settled()).toEqual([])
  })

  test('does not tell again what was handed out by another way', async () => {
    const report = queue.accept(event('a', ['answers']))
    await agenda.run(() => false)
    queue.handedOut(await report)
    expect(await queue.settled()).toEqual([])
    queue.handedOut(await report)
  })

  test('rejects with what the service refuses for good, and the event is gone [CP-7]', async () => {
    const gone = new LambdaServiceException('ResourceNotFoundException', 'Function not found: arn:orders:live')
    const report = queue.accept(event('a', [], { attempt: () => Promise.reject(gone) }))
    await expect(queue.settled()).rejects.toBe(gone)
    await expect(report).rejects.toBe(gone)
    expect([await queue.settled(), queue.close(OVER)]).toEqual([[], NOTHING])
  })

  test('goes on to the end of the others before it rejects', async () => {
    const gone = new LambdaServiceException('ResourceNotFoundException', 'Function not found: arn:orders:live')
    void queue.accept(event('a', [], { attempt: () => Promise.reject(gone) }))
    void queue.accept(event('b', ['fails']))
    await expect(queue.settled()).rejects.toBe(gone)
    expect(seconds()).toEqual([0, 60, 180])
    expect(await queue.settled()).toMatchObject([{ requestId: 'b' }])
  })

  test('tells nobody else who runs the agenda what was refused, and when it is closed that nobody was told', async () => {
    const gone = new LambdaServiceException('ResourceNotFoundException', 'Function not found: arn:orders:live')
    const reports = ['a', 'b'].map((id) => queue.accept(event(id, [], { attempt: () => Promise.reject(gone) })))
    await agenda.run(() => false)
    queue.handedOut(await reports[0]?.catch((error: unknown) => error))
    expect(queue.close(OVER)).toEqual({ left: [], untold: [gone] })
  })
})

describe('a queue that is closed', () => {
  test('tells what is left, and tries nothing more although the agenda goes on', async () => {
    void queue.accept(event('done', ['answers']))
    await queue.settled()
    void queue.accept(event('a', ['fails']))
    const report = queue.accept(event('b', ['fails']))
    await agenda.run(() => tried.length === 3)
    const { left, untold } = queue.close(OVER)
    expect([left.map(({ requestId }) => requestId), untold]).toEqual([['a', 'b'], []])
    await expect(report).rejects.toBe(OVER)
    await agenda.run(() => false)
    expect([tried.length, queue.close(OVER), await queue.settled()]).toEqual([3, NOTHING, []])
  })
})

const attempts = fc.array(fc.constantFrom<Attempt>('answers', 'fails', 'is throttled'), { minLength: 1, maxLength: 12 })
const sent = fc.record({ attempts, deliverTwice: fc.boolean(), afterMs: fc.integer({ min: 0, max: 200_000 }) })
const settings = fc.record({
  maximumRetryAttempts: fc.integer({ min: 0, max: 2 }),
  maximumEventAgeMs: fc.integer({ min: 60_000, max: SIX_HOURS }),
})

describe('whatever happens to any number of events', () => {
  test('each ends once, in a report, with what became of it, and none is lost [ASY-1, ASY-2, ASY-3, ASY-4]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { maxLength: 8 }), settings, async (all, given) => {
        setUp()
        fn.settings = given
        fn.destinations = { onSuccess: 'arn:done', onFailure: 'arn:failed', deadLetter: 'arn:dead' }
        for (const [index, { attempts: how, deliverTwice, afterMs }] of all.entries()) {
          const one = event(String(index), how, { deliverTwice })
          agenda.at(STARTS_AT + afterMs, () => void queue.accept(one))
        }
        await agenda.run(() => false)
        const reports = await queue.settled()
        expect(reports.map(({ requestId }) => requestId).toSorted()).toEqual(all.map((_, index) => String(index)))
        expect(queue.close(OVER)).toEqual(NOTHING)
        for (const report of reports) {
          const { deliverTwice = false } = all[Number(report.requestId)] ?? {}
          expectConsistent(report, given.maximumRetryAttempts, deliverTwice)
        }
      }),
    )
  })
})

function expectConsistent(report: EventReport, maximumRetryAttempts: number, deliverTwice: boolean): void {
  const { outcome, attempts: ran, destination, deadLetter } = report
  const answers = ran.filter(({ error }) => !error).length
  expect(ran.length).toBeLessThanOrEqual(1 + maximumRetryAttempts + (deliverTwice ? 1 : 0))
  expect(answers).toBeLessThanOrEqual(deliverTwice ? 2 : 1)
  if (outcome === 'succeeded') {
    expect(ran.at(-1)?.error).toBeUndefined()
    expect(answers).toBe(deliverTwice ? 2 : 1)
  }
  if (outcome === 'retriesExhausted') expect(ran.length).toBeGreaterThan(maximumRetryAttempts)
  expect([destination?.kind, deadLetter?.kind]).toEqual(
    outcome === 'succeeded' ? ['onSuccess', undefined] : ['onFailure', 'deadLetter'],
  )
}
