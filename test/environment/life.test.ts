import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Life, type LifeEvent, type LifePhase, newLife, step } from '../../src/environment/life.js'

const EVENTS: readonly LifeEvent[] = [
  'begin',
  'initialised',
  'init failed',
  'thaw',
  'initialised again',
  'freeze',
  'process lost',
  'shut down',
]

function live(...events: LifeEvent[]): Life {
  return events.reduce(step, newLife)
}

/** The same events, leaving out those that cannot happen. */
function follow(events: readonly LifeEvent[]): { life: Life; taken: LifeEvent[] } {
  let life = newLife
  const taken: LifeEvent[] = []
  for (const event of events) {
    try {
      life = step(life, event)
      taken.push(event)
    } catch {}
  }
  return { life, taken }
}

describe('the life of an execution environment', () => {
  test('goes from init through thaw, invoke and freeze, again and again, to shutdown [INIT-1]', () => {
    const phases: LifePhase[] = []
    let life = newLife
    for (const event of ['begin', 'initialised', 'thaw', 'freeze', 'thaw', 'freeze', 'shut down'] as const) {
      life = step(life, event)
      phases.push(life.phase)
    }
    expect(phases).toEqual(['init', 'frozen', 'invoke', 'frozen', 'invoke', 'frozen', 'shutdown'])
  })

  test('has no process after a failed Init, so Init runs again inside the next invocation [INIT-6]', () => {
    expect(live('begin', 'init failed')).toEqual({ phase: 'frozen', initialised: false })
    expect(live('begin', 'init failed', 'thaw')).toEqual({ phase: 'invoke', initialised: false })
    expect(live('begin', 'init failed', 'thaw', 'initialised again')).toEqual({ phase: 'invoke', initialised: true })
  })

  test('has no process after one was lost in an invocation [RST-1]', () => {
    expect(live('begin', 'initialised', 'thaw', 'process lost')).toEqual({ phase: 'frozen', initialised: false })
  })

  test('keeps its process over a freeze and a thaw [FRZ-1]', () => {
    expect(live('begin', 'initialised', 'thaw', 'freeze', 'thaw')).toEqual({ phase: 'invoke', initialised: true })
  })

  test.each<[string, LifeEvent[], LifeEvent, string]>([
    [
      'an invocation before Init',
      [],
      'thaw',
      "an execution environment in phase 'new' cannot 'thaw'; possible: begin, shut down",
    ],
    [
      'a second invocation beside the first',
      ['begin', 'initialised', 'thaw'],
      'thaw',
      "an execution environment in phase 'invoke' cannot 'thaw'; possible: freeze, process lost, shut down",
    ],
    [
      'a second life',
      ['begin', 'shut down'],
      'begin',
      "an execution environment in phase 'shutdown' cannot 'begin'; possible: nothing any more",
    ],
    [
      'a freeze during Init',
      ['begin'],
      'freeze',
      "an execution environment in phase 'init' cannot 'freeze'; possible: initialised, init failed, shut down",
    ],
  ])('refuses %s by name [LIF-1]', (_name, before, event, message) => {
    expect(() => step(live(...before), event)).toThrow(new Error(message))
  })
})

describe('any sequence of events', () => {
  const events = fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 })

  test('leaves an environment in one of its phases, with a process in some of them only', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const { life } = follow(sequence)
        expect(['new', 'init', 'frozen', 'invoke', 'shutdown']).toContain(life.phase)
        if (['new', 'init', 'shutdown'].includes(life.phase)) expect(life.initialised).toBe(false)
      }),
    )
  })

  test('has an end to every invocation before the next begins [LIF-1]', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const invocations = follow(sequence).taken.filter((event) => ['thaw', 'freeze', 'process lost'].includes(event))
        invocations.forEach((event, index) => expect(event === 'thaw').toBe(index % 2 === 0))
      }),
    )
  })

  test('enters a handler only with a process that was initialised since the last one was lost [RST-1]', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const { taken } = follow(sequence)
        taken.forEach((event, index) => {
          if (event !== 'freeze') return
          const since = taken
            .slice(0, index)
            .findLastIndex((each) => ['initialised', 'initialised again'].includes(each))
          expect(since).toBeGreaterThanOrEqual(0)
          expect(taken.slice(since, index)).not.toContain('process lost')
        })
      }),
    )
  })

  test('ends with a shutdown for good', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const { taken } = follow(sequence)
        expect(taken.indexOf('shut down')).toBe(taken.includes('shut down') ? taken.length - 1 : -1)
      }),
    )
  })

  test('never changes a life that it was given', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const before = { ...newLife }
        follow(sequence)
        expect(newLife).toEqual(before)
      }),
    )
  })
})
