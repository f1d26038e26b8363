import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inSource } from '../../../src/effects/clock/call-site.js'
import { refd } from '../../../src/effects/work/handles.js'
import {
  activity,
  begin,
  busy,
  createWork,
  describe as inWords,
  end,
  unanswered,
  type Work,
  type WorkPhase,
} from '../../../src/effects/work/work.js'

class FakeWork implements Work {
  current: WorkPhase = 'under way'
  holds = false
  readonly #text: string

  constructor(text = 'work') {
    this.#text = text
  }

  phase(): WorkPhase {
    return this.current
  }

  holdsLoop(): boolean {
    return this.holds
  }

  describe(): string {
    return this.#text
  }
}

test('a new state has nothing under way and nothing that holds the event loop', () => {
  const state = createWork()
  expect([busy(state), inWords(state), refd(state), activity(state)]).toEqual([0, [], [], 0])
})

test('busy counts work from begin to end', () => {
  const state = createWork()
  const [first, second] = [new FakeWork(), new FakeWork()]
  begin(state, first)
  begin(state, second)
  expect(busy(state)).toBe(2)
  end(state, first)
  expect(busy(state)).toBe(1)
  end(state, second)
  expect(busy(state)).toBe(0)
})

test('ending work twice, or work that never began, changes nothing', () => {
  const state = createWork()
  const work = new FakeWork()
  end(state, work)
  expect(activity(state)).toBe(0)
  begin(state, work)
  end(state, work)
  const after = activity(state)
  end(state, work)
  expect(activity(state)).toBe(after)
})

test('idle work is kept and not counted', () => {
  const state = createWork()
  const work = new FakeWork()
  begin(state, work)
  work.current = 'idle'
  expect(busy(state)).toBe(0)
  expect(inWords(state)).toEqual([])
  work.current = 'under way'
  expect(busy(state)).toBe(1)
})

test('work that says it is over is forgotten', () => {
  const state = createWork()
  const work = new FakeWork()
  begin(state, work)
  work.current = 'over'
  expect(busy(state)).toBe(0)
  expect(state.pieces.size).toBe(0)
})

test('unanswered is what is under way, unless an answer to it has begun to come', () => {
  const state = createWork()
  const [running, waiting, halfway, idle] = [new FakeWork(), new FakeWork(), new FakeWork(), new FakeWork()]
  for (const work of [
    running,
    Object.assign(waiting, { unfinished: () => true }),
    Object.assign(halfway, { unfinished: () => false }),
    Object.assign(idle, { current: 'idle' as WorkPhase, unfinished: () => true }),
  ])
    begin(state, work)
  expect(unanswered(state)).toEqual([running, waiting])
})

test('describe puts like with like', () => {
  const state = createWork()
  for (const text of ['gzip', 'fetch http://a/', 'gzip']) begin(state, new FakeWork(text))
  expect(inWords(state)).toEqual(['gzip (2 times)', 'fetch http://a/'])
})

test('describe leaves the plural to work that has its own', () => {
  const state = createWork()
  for (let i = 0; i < 3; i++) {
    begin(state, Object.assign(new FakeWork('1 socket'), { describeMany: (count: number) => `${count} sockets` }))
  }
  expect(inWords(state)).toEqual(['3 sockets'])
})

test('refd lists what holds the event loop, under way or idle, and nothing that is over', () => {
  const state = createWork()
  const idle = Object.assign(new FakeWork('open socket'), { current: 'idle' as WorkPhase, holds: true })
  const over = Object.assign(new FakeWork('closed socket'), { current: 'over' as WorkPhase, holds: true })
  const running = Object.assign(new FakeWork('worker thread 1'), { holds: true })
  for (const work of [idle, over, running, new FakeWork('gzip')]) begin(state, work)
  expect(refd(state)).toEqual(['open socket', 'worker thread 1'])
})

test('activity stays the same over a quiet turn and changes with every start, finish and change of phase', () => {
  const state = createWork()
  const seen = [activity(state)]
  const look = (): void => void seen.push(activity(state))
  const work = new FakeWork()
  begin(state, work)
  look()
  work.current = 'idle'
  look()
  work.current = 'under way'
  look()
  work.current = 'over'
  look()
  expect(new Set(seen).size).toBe(5)
  expect(activity(state)).toBe(activity(state))
})

test('activity shows work that began and ended between two looks', () => {
  const state = createWork()
  const before = activity(state)
  const work = new FakeWork()
  begin(state, work)
  end(state, work)
  expect(busy(state)).toBe(0)
  expect(activity(state)).not.toBe(before)
})

test('a state that nobody asks about does not grow with work that is over', () => {
  const state = createWork()
  const open = Array.from({ length: 10 }, () => new FakeWork())
  for (const work of open) begin(state, work)
  for (let i = 0; i < 10_000; i++) {
    const work = new FakeWork()
    begin(state, work)
    work.current = 'over'
  }
  expect(state.pieces.size).toBeLessThan(200)
  expect(busy(state)).toBe(10)
})

test('busy equals the number of pieces under way after any sequence of begin, end and change of phase', () => {
  const phases = fc.constantFrom<WorkPhase>('under way', 'idle', 'over')
  const step = fc.oneof(
    fc.record({ kind: fc.constant('begin' as const), phase: phases }),
    fc.record({ kind: fc.constant('end' as const), at: fc.nat(30) }),
    fc.record({ kind: fc.constant('phase' as const), at: fc.nat(30), phase: phases }),
    fc.record({ kind: fc.constant('look' as const) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const state = createWork()
      const all: FakeWork[] = []
      const ended = new Set<FakeWork>()
      for (const one of steps) {
        if (one.kind === 'look') busy(state)
        else if (one.kind === 'begin') {
          const work = Object.assign(new FakeWork(), { current: one.phase })
          all.push(work)
          begin(state, work)
        } else {
          const work = all[one.at]
          if (!work) continue
          if (one.kind === 'end') {
            end(state, work)
            ended.add(work)
          } else if (work.current !== 'over') work.current = one.phase
        }
      }
      expect(busy(state)).toBe(all.filter((work) => !ended.has(work) && work.current === 'under way').length)
    }),
  )
})

test('work knows who began it and where, if anybody asks', () => {
  const state = createWork(
    () => 0,
    () => ({ invocation: 5, cause: undefined }),
  )
  const [work, nobodys] = [new FakeWork() as Work, new FakeWork() as Work]
  begin(state, work)
  expect(work.origin).toMatchObject({ invocation: 5 })
  expect(inSource(work.origin?.site.frames ?? []).split('\n')[1]).toContain('work.test.ts')
  begin(createWork(), nobodys)
  expect(nobodys.origin).toBeUndefined()
})
