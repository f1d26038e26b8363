import { AsyncLocalStorage } from 'node:async_hooks'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hostTime } from '../../src/effects/host-time.js'
import { Timeline } from '../../src/sandbox/timeline.js'
import { ScriptedTraveller, STARTS_AT, type Step } from './scripted-traveller.js'

let timeline: Timeline

beforeEach(() => {
  timeline = new Timeline(STARTS_AT)
})

afterEach(() => vi.restoreAllMocks())

function travel(steps: readonly Step[], timeoutMs?: number, kind?: 'fake' | 'real'): ScriptedTraveller {
  return new ScriptedTraveller(timeline, steps, timeoutMs, kind)
}

describe('the timeline', () => {
  test('stands still while nobody travels', async () => {
    await new Promise((resolve) => hostTime.setTimeout(resolve, 5))
    expect(timeline.now).toBe(STARTS_AT)
  })

  test('is moved by hand, and is whole', () => {
    timeline.advance(1500)
    timeline.advance(0.4)
    expect(timeline.now).toBe(STARTS_AT + 1500)
    expect(new Timeline(0.9).now).toBe(0)
  })

  test('never goes back', () => {
    timeline.reach(STARTS_AT + 10)
    timeline.reach(STARTS_AT + 5)
    timeline.advance(-100)
    expect(timeline.now).toBe(STARTS_AT + 10)
  })

  test('is travelling for as long as somebody holds it', () => {
    const [one, two] = [timeline.hold(), timeline.hold()]
    one()
    expect(timeline.travelling).toBe(true)
    two()
    expect(timeline.travelling).toBe(false)
  })

  test('stops for what belongs to one moment, whatever falls due, and goes on after it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const stopped = timeline.stopFor(promise)
    const traveller = travel([{ wait: 1000 }])
    for (let turn = 0; turn < 50; turn++) await new Promise((done) => hostTime.setImmediate(done))
    expect([timeline.now, traveller.woken]).toEqual([STARTS_AT, []])
    resolve()
    await stopped
    expect(await traveller.end).toBe('done')
    expect(traveller.woken).toEqual([1000])
  })

  test('runs its driver in the context it was made in, whoever wakes it', async () => {
    const storage = new AsyncLocalStorage<string>()
    const seen: (string | undefined)[] = []
    const traveller = storage.run('of a test', () => {
      const made = travel([{ wait: 5 }])
      const { newTurn } = made.clock
      made.clock.newTurn = () => {
        seen.push(storage.getStore())
        newTurn.call(made.clock)
      }
      return made
    })
    await traveller.end
    expect(new Set(seen)).toEqual(new Set([undefined]))
  })
})

describe('a wait', () => {
  test('is jumped over, and takes as long as it says', async () => {
    const before = hostTime.monotonic()
    const traveller = travel([{ wait: 14 * 60_000 }])
    expect(await traveller.end).toBe('done')
    expect(traveller.endedAt - STARTS_AT).toBe(840_000)
    expect(timeline.now - STARTS_AT).toBe(840_000)
    expect(hostTime.monotonic() - before).toBeLessThan(1000)
  })

  test('beyond the deadline ends there, exactly, and is told once', async () => {
    const traveller = travel([{ wait: 5000 }], 3000)
    expect(await traveller.end).toBe('deadline')
    expect(traveller.endedAt - STARTS_AT).toBe(3000)
    expect(traveller.told).toEqual(['deadline'])
  })

  test('until the deadline does not end before it', async () => {
    expect(await travel([{ wait: 3000 }], 3000).end).toBe('deadline')
    expect(await travel([{ wait: 2999 }], 3000).end).toBe('done')
  })
})

describe('a wait for nothing', () => {
  test('is told once that the event loop is empty, after a little real time for what may come late', async () => {
    const before = hostTime.monotonic()
    const traveller = travel(['stuck'])
    expect(await traveller.end).toBe('emptied')
    expect(hostTime.monotonic() - before).toBeGreaterThanOrEqual(15)
    expect(timeline.now).toBe(STARTS_AT)
    expect(traveller.told).toEqual(['emptied'])
  })

  test('has its little real time in many looks, however long a busy machine takes for one', async () => {
    let real = 0
    vi.spyOn(hostTime, 'monotonic').mockImplementation(() => (real += 100))
    const traveller = travel(['stuck'])
    const newTurn = vi.spyOn(traveller.clock, 'newTurn')
    expect(await traveller.end).toBe('emptied')
    expect(newTurn.mock.calls.length).toBeGreaterThan(10)
  })

  test('goes on to the deadline when being told changes nothing', async () => {
    const traveller = travel(['stuck'], 3000)
    traveller.loopEmptied = () => void traveller.told.push('emptied')
    expect(await traveller.end).toBe('deadline')
    expect(traveller.told).toEqual(['emptied', 'deadline'])
    expect(timeline.now - STARTS_AT).toBe(3000)
  })

  test('of one is told while another goes on waiting', async () => {
    const [stuck, waiting] = [travel(['stuck']), travel([{ wait: 1000 }])]
    expect(await stuck.end).toBe('emptied')
    expect(stuck.endedAt).toBe(STARTS_AT)
    expect(await waiting.end).toBe('done')
    expect(waiting.endedAt - STARTS_AT).toBe(1000)
  })
})

describe('real work', () => {
  test('keeps time in step with the machine, and a later wait from being jumped to', async () => {
    const before = hostTime.monotonic()
    const [working, waiting] = [travel([{ work: 10 }]), travel([{ wait: 60_000 }])]
    await working.end
    expect(timeline.now - STARTS_AT).toBeLessThanOrEqual(Math.ceil(hostTime.monotonic() - before))
    expect(waiting.woken).toEqual([])
    await waiting.end
    expect(waiting.endedAt - STARTS_AT).toBe(60_000)
  })

  test('lets a wait end that is due meanwhile', async () => {
    const [working, waiting] = [travel([{ work: 30 }]), travel([{ wait: 2 }])]
    await working.end
    expect(waiting.woken).not.toEqual([])
  })

  test('is not charged for what the machine did before it began', async () => {
    let real = 0
    vi.spyOn(hostTime, 'monotonic').mockImplementation(() => real)
    await travel([{ work: 3 }]).end
    real += 20
    const next = travel([{ work: 3 }])
    await next.end
    expect(next.endedAt - next.startedAt).toBe(0)
  })

  test('is cut off at the deadline', async () => {
    const traveller = travel([{ work: 1000 }], 5)
    expect(await traveller.end).toBe('deadline')
    expect(traveller.endedAt - STARTS_AT).toBe(5)
  })
})

describe('a module that is being fetched', () => {
  test('costs no time, however long it takes', async () => {
    const traveller = travel([{ load: 500 }, { wait: 7 }])
    await traveller.end
    expect(traveller.endedAt - STARTS_AT).toBe(7)
  })
})

describe('something that comes up in the next turns', () => {
  test('costs no time for a while, and keeps others from jumping', async () => {
    const [stirring, waiting] = [travel([{ stir: 50 }]), travel([{ wait: 500 }])]
    await stirring.end
    expect(stirring.endedAt).toBe(STARTS_AT)
    expect(waiting.woken).toEqual([])
    await waiting.end
  })

  test('again and again lets time pass as it really does', async () => {
    const [stirring, waiting] = [travel([{ stir: 100_000 }], 60_000), travel([{ wait: 3 }])]
    await waiting.end
    expect(waiting.endedAt - STARTS_AT).toBeGreaterThanOrEqual(3)
    expect(stirring.told).toEqual([])
    timeline.leave(stirring)
  })
})

describe('a real clock among the travellers', () => {
  test('takes the timeline with it, and counts no time twice', async () => {
    const before = hostTime.monotonic()
    const traveller = travel([{ work: 20 }], 60_000, 'real')
    await traveller.end
    const passed = hostTime.monotonic() - before
    expect(timeline.now - STARTS_AT).toBeGreaterThan(0)
    expect(timeline.now - STARTS_AT).toBeLessThanOrEqual(passed + 1)
    expect(Number.isInteger(timeline.now)).toBe(true)
  })
})

describe('any travellers that only wait', () => {
  const waits = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 4 })
  const script = fc.record({ waits, timeoutMs: fc.integer({ min: 1, max: 4000 }) })
  const scripts = fc.array(script, { minLength: 1, maxLength: 5 })

  function start(given: readonly { waits: number[]; timeoutMs: number }[]): ScriptedTraveller[] {
    timeline = new Timeline(STARTS_AT)
    return given.map(({ waits: each, timeoutMs }) =>
      travel(
        each.map((wait) => ({ wait })),
        timeoutMs,
      ),
    )
  }

  test('each spend exactly the sum of their waits, or all their time, whoever travels beside them', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async (given) => {
        const travellers = start(given)
        const ends = await Promise.all(travellers.map(({ end }) => end))
        given.forEach(({ waits: each, timeoutMs }, index) => {
          const total = each.reduce((sum, ms) => sum + ms, 0)
          expect([ends[index], (travellers[index]?.endedAt ?? 0) - STARTS_AT]).toEqual(
            total < timeoutMs ? ['done', total] : ['deadline', timeoutMs],
          )
        })
        expect(timeline.now).toBe(Math.max(...travellers.map(({ endedAt }) => endedAt)))
      }),
      { numRuns: 20 },
    )
  })

  test('are told of their deadline at most once, and never that their loop is empty', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async (given) => {
        const travellers = start(given)
        await Promise.all(travellers.map(({ end }) => end))
        for (const { told } of travellers) expect(['', 'deadline']).toContain(told.join())
      }),
      { numRuns: 20 },
    )
  })

  test('wake in the order in which they are due, and time never goes back', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async (given) => {
        timeline = new Timeline(STARTS_AT)
        const seen: number[] = []
        const travellers = start(given)
        for (const { clock } of travellers) {
          const { fireOne } = clock
          clock.fireOne = () => {
            if (clock.dueCount() > 0) seen.push(clock.now)
            return fireOne.call(clock)
          }
        }
        await Promise.all(travellers.map(({ end }) => end))
        expect(seen).toEqual([...seen].sort((a, b) => a - b))
      }),
      { numRuns: 20 },
    )
  })

  test('may come one after the other: each starts at the time that the others have reached', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(waits, { minLength: 1, maxLength: 4 }), async (given) => {
        timeline = new Timeline(STARTS_AT)
        let expected = STARTS_AT
        for (const each of given) {
          const traveller = travel(each.map((wait) => ({ wait })))
          expect(traveller.startedAt).toBe(expected)
          await traveller.end
          expected += each.reduce((sum, ms) => sum + ms, 0)
          expect(timeline.now).toBe(expected)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('any mixture of waiting, working and loading', () => {
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ wait: fc.integer({ min: 1, max: 500 }) }),
    fc.record({ work: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ load: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ stir: fc.integer({ min: 1, max: 5 }) }),
  )

  test('comes to its end, no earlier than its own waits allow', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 5 }), { minLength: 1, maxLength: 4 }), async (given) => {
        timeline = new Timeline(STARTS_AT)
        const travellers = given.map((steps) => travel(steps))
        expect(await Promise.all(travellers.map(({ end }) => end))).toEqual(given.map(() => 'done'))
        travellers.forEach(({ endedAt }, index) => {
          const waits = given[index]?.reduce(
            (sum, each) => sum + (typeof each === 'object' && 'wait' in each ? each.wait : 0),
            0,
          )
          expect(endedAt - STARTS_AT).toBeGreaterThanOrEqual(waits ?? 0)
        })
      }),
      { numRuns: 20 },
    )
  })
})
