import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CallSite } from '../../../../src/effects/clock/call-site.js'
import { createClock } from '../../../../src/effects/clock/clock.js'
import { createFiles } from '../../../../src/effects/files/files.js'
import { type Inside, type Presence, Stage } from '../../../../src/effects/stage.js'
import { createWork } from '../../../../src/effects/work/work.js'
import { type LeftAndResumed, LeakWatch } from '../../../../src/sandbox/in-process/leaks/leak-watch.js'
import type { Leavable } from '../../../../src/sandbox/in-process/leaks/left.js'

/** The stage decides whose code is running; nothing of it is installed. */
const stage = new Stage()

let watch: LeakWatch
let inside: Leavable

function create(mode: 'on' | 'trace' = 'on'): void {
  const whose = (): ReturnType<LeakWatch['whose']> => watch.whose()
  inside = {
    clock: createClock('fake', { startsAt: 0, onCrash: () => undefined, whose }),
    work: createWork(() => 0, whose),
    files: createFiles({ taskRoot: process.cwd(), tmpBytes: 1024, whose }),
  }
  watch = new LeakWatch(stage, inside, mode, process.cwd())
}

beforeEach(() => create())
afterEach(() => watch.end())

function presence(invocation: number): Presence {
  return { inside: inside as Inside, invocation, store: { values: new Map() }, trace: undefined }
}

/** One invocation: what it does before it answers, and in the turn after that. */
async function invoke(
  index: number,
  work: () => unknown = () => undefined,
  after = work,
): Promise<LeftAndResumed & { presence: Presence; traced: boolean }> {
  const own = presence(index)
  watch.begin(own, false)
  const traced = own.trace?.kind === 'full'
  stage.run(own, work)
  watch.answered(undefined)
  if (after !== work) stage.run(own, after)
  await new Promise((resolve) => setImmediate(resolve))
  return { ...watch.closed(), presence: own, traced }
}

function setTimer(delayMs = 50): void {
  inside.clock.schedule({ kind: 'timer', callback: () => undefined, args: [], delayMs, site: new CallSite(setTimer) })
}

const instantly = async (): Promise<void> => undefined

describe('LeakWatch', () => {
  test('tells what was unfinished at the answer, also when it ends right after that', async () => {
    const { leaks } = await invoke(1, setTimer, () => inside.clock.stop())
    expect(leaks).toMatchObject([{ kind: 'timer', what: '50 ms', invocation: 1 }])
  })

  test('tells what was begun after the answer', async () => {
    const { leaks } = await invoke(
      1,
      () => undefined,
      () => setTimer(70),
    )
    expect(leaks).toMatchObject([{ what: '70 ms' }])
  })

  test('tells nothing of an invocation that never answered', () => {
    const own = presence(1)
    watch.begin(own, false)
    stage.run(own, setTimer)
    expect(watch.closed()).toEqual({ leaks: [], resumed: [] })
  })

  test('follows the promises of the first two invocations, and of those that come after one which needed it', async () => {
    const traced: boolean[] = []
    for (let index = 1; index <= 4; index++) traced.push((await invoke(index)).traced)
    await invoke(
      5,
      () => undefined,
      async () => {
        await instantly()
        await instantly()
      },
    )
    traced.push((await invoke(6)).traced, (await invoke(7)).traced)
    expect(traced).toEqual([true, true, false, false, true, false])
  })

  test('follows those of every invocation where it is told to', async () => {
    watch.end()
    create('trace')
    const traced: boolean[] = []
    for (let index = 1; index <= 5; index++) traced.push((await invoke(index)).traced)
    expect(traced).toEqual([true, true, true, true, true])
  })

  test('looks after the answer of every invocation for promises that go on', async () => {
    const leaks: string[][] = []
    for (let index = 1; index <= 60; index++) {
      const isLast = index === 60
      const result = await invoke(index, () => undefined, isLast ? instantly : () => undefined)
      leaks.push(result.leaks.map(({ kind }) => kind))
    }
    expect(leaks.flat()).toEqual([])
    expect((await invoke(61)).traced).toBe(true)
  })

  test('keeps nothing of a trace', async () => {
    const { presence: own } = await invoke(1, instantly)
    expect(own.trace).toBeUndefined()
  })

  test('counts as the current one’s what runs on behalf of an earlier one that left nothing', async () => {
    const first = await invoke(1)
    const { leaks } = await invoke(2, () => stage.run(first.presence, setTimer))
    expect(leaks).toMatchObject([{ invocation: 2 }])
  })

  test('counts as an earlier one’s what runs on behalf of one that left something', async () => {
    const first = await invoke(1, setTimer)
    const { leaks } = await invoke(2, () => stage.run(first.presence, () => setTimer(99)))
    expect(leaks).toEqual([])
    expect(watch.leftovers).toMatchObject([
      { what: '50 ms', invocation: 1 },
      { what: '99 ms', invocation: 1 },
    ])
  })

  test('never counts what Init does', async () => {
    const own: Presence = { ...presence(1), invocation: undefined }
    const { leaks } = await invoke(1, () => stage.run(own, setTimer))
    expect([leaks, watch.leftovers]).toEqual([[], []])
  })

  test('tells of leftovers what ended while frozen, what ended later, and nothing twice', async () => {
    const begun = {
      phase: (): 'over' | 'under way' => 'under way',
      kind: 'fetch' as const,
      subject: 'x',
      describe: (): string => 'x',
    }
    await invoke(1, () => {
      setTimer()
      inside.work.pieces.set(
        Object.assign(begun, { origin: { ...watch.whose(), site: new CallSite(setTimer) } }) as never,
        'idle',
      )
    })
    inside.work.pieces.clear()
    watch.thawed()
    const { resumed } = await invoke(2, () => {
      inside.clock.moveTo(50)
      inside.clock.fireOne()
    })
    expect(resumed.map(({ kind, ran }) => [kind, ran])).toEqual([
      ['fetch', 'while-frozen'],
      ['timer', 'at-thaw'],
    ])
    expect((await invoke(3)).resumed).toEqual([])
    expect(watch.leftovers).toEqual([])
  })

  test('tells nothing later of what was no leak, beside one that is', async () => {
    const byNode = { getFileName: () => 'node:net', getFunctionName: () => 'lookup', isNative: () => false }
    const { leaks } = await invoke(1, () => {
      setTimer()
      const part = { phase: () => 'under way', kind: 'dns', describe: () => 'a part of a request' }
      const origin = { ...watch.whose(), site: { frames: [byNode] } }
      inside.work.pieces.set({ ...part, origin } as never, 'under way')
    })
    expect([leaks, watch.leftovers]).toMatchObject([[{ kind: 'timer' }], [{ kind: 'timer' }]])
    expect([leaks.length, watch.leftovers.length]).toEqual([1, 1])
  })

  test('tells of lines that leftovers write only where nothing else explains them', async () => {
    const first = await invoke(1, setTimer)
    const write = (): void => stage.run(first.presence, () => watch.wrote(() => 'late'))
    const alone = await invoke(2, write)
    const explained = await invoke(3, () => {
      inside.clock.moveTo(50)
      inside.clock.fireOne()
      write()
    })
    expect([alone, explained].map(({ resumed }) => resumed.map(({ kind }) => kind))).toEqual([['console'], ['timer']])
  })

  test('remembers the last hundred that left something, and no more', async () => {
    for (let index = 1; index <= 150; index++) await invoke(index, setTimer)
    const old = await invoke(151, () => stage.run(presence(3), setTimer))
    const recent = await invoke(152, () => stage.run(presence(140), setTimer))
    expect([old.leaks, recent.leaks]).toMatchObject([[{ invocation: 151 }], []])
  })
})
