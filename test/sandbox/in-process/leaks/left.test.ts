import { describe, expect, test } from 'vitest'
import { CallSite, inSource } from '../../../../src/effects/clock/call-site.js'
import { createClock, type EnvironmentClock } from '../../../../src/effects/clock/clock.js'
import { createFiles, endFilesProcess } from '../../../../src/effects/files/files.js'
import type { Whose } from '../../../../src/effects/whose.js'
import { begin, createWork, end, type Work } from '../../../../src/effects/work/work.js'
import { type Leavable, leftIn } from '../../../../src/sandbox/in-process/leaks/left.js'

function leavable(invocation: number | null = 2): Leavable {
  const whose = (): Whose | undefined => (invocation === null ? undefined : { invocation, cause: undefined })
  return {
    clock: createClock('fake', { startsAt: 0, onCrash: () => undefined, whose }),
    work: createWork(() => 0, whose),
    files: createFiles({ taskRoot: process.cwd(), tmpBytes: 1024, whose }),
  }
}

function set(clock: EnvironmentClock, kind: 'timer' | 'interval' = 'timer'): { unref(): unknown; close(): unknown } {
  return clock.schedule({ kind, callback: () => undefined, args: [], delayMs: 40, site: new CallSite(set) })
}

function piece(more: Partial<Work> = {}): Work {
  return { kind: 'fetch', subject: 'http://x', phase: () => 'under way', describe: () => 'fetch', ...more }
}

const what = (inside: Leavable): string[] => leftIn(inside).map(({ kind, what: subject }) => `${kind} ${subject}`)

describe('what is left', () => {
  test('is nothing where nothing was begun', () => {
    expect(leftIn(leavable())).toEqual([])
  })

  test('are timers, intervals and immediates that keep the process, with their delays', () => {
    const inside = leavable()
    set(inside.clock)
    set(inside.clock, 'interval')
    set(inside.clock).unref()
    inside.clock.scheduleImmediate({ callback: () => undefined, args: [], site: new CallSite(set) })
    expect(what(inside)).toEqual(['timer 40 ms', 'interval 40 ms', 'immediate setImmediate'])
    inside.clock.stop()
  })

  test('is work that is under way, or that says itself that it is unfinished', () => {
    const inside = leavable()
    begin(inside.work, piece())
    begin(inside.work, piece({ kind: 'socket', subject: 'idle', phase: () => 'idle' }))
    begin(inside.work, piece({ kind: 'http', subject: 'unread', phase: () => 'idle', unfinished: () => true }))
    begin(inside.work, piece({ subject: 'done', unfinished: () => false }))
    const { kind: _, ...nameless } = piece()
    begin(inside.work, nameless)
    expect(what(inside)).toEqual(['fetch http://x', 'http unread'])
  })

  test('is work on /tmp', () => {
    const inside = leavable()
    void inside.files.work.perform(() => undefined, '/tmp/a')
    expect(what(inside)).toEqual(['file /tmp/a'])
    endFilesProcess(inside.files)
    expect(what(inside)).toEqual([])
  })

  test('is never what Init began', () => {
    const inside = leavable(null)
    set(inside.clock)
    begin(inside.work, piece())
    void inside.files.work.perform(() => undefined, '/tmp/a')
    expect(leftIn(inside)).toEqual([])
    inside.clock.stop()
  })

  test('knows whose it is, and where it was begun', () => {
    const inside = leavable(7)
    begin(inside.work, piece())
    const [left] = leftIn(inside)
    expect(left?.origin.invocation).toBe(7)
    expect(inSource(left?.origin.site.frames ?? [])).toContain('left.test.ts')
  })
})

describe('what became of it since', () => {
  test('a timer: nothing, over when it fired, cancelled when it was cleared before', () => {
    const inside = leavable()
    const [fired, cleared] = [set(inside.clock), set(inside.clock)]
    const [first, second] = leftIn(inside)
    expect([first?.since(), second?.since()]).toEqual(['nothing', 'nothing'])
    cleared.close()
    inside.clock.moveTo(40)
    inside.clock.fireOne()
    expect([first?.since(), second?.since()]).toEqual(['over', 'cancelled'])
    fired.close()
  })

  test('an interval: it went on, and is over when it was cleared after that', () => {
    const inside = leavable()
    const interval = set(inside.clock, 'interval')
    const [left] = leftIn(inside)
    inside.clock.moveTo(40)
    inside.clock.fireOne()
    expect(left?.since()).toBe('went on')
    interval.close()
    expect(left?.since()).toBe('over')
  })

  test('a piece of work: over when it has ended, and when nothing is left of it', () => {
    const inside = leavable()
    let unfinished = true
    const [one, other] = [piece(), piece({ unfinished: () => unfinished })]
    begin(inside.work, one)
    begin(inside.work, other)
    const [first, second] = leftIn(inside)
    expect([first?.since(), second?.since()]).toEqual(['nothing', 'nothing'])
    end(inside.work, one)
    unfinished = false
    expect([first?.since(), second?.since()]).toEqual(['over', 'over'])
  })
})
