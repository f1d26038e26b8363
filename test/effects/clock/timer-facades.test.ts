import { EventEmitter } from 'node:events'
import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { createTimerFacades, type TimerFacades } from '../../../src/effects/clock/timer-facades.js'
import { hostTime } from '../../../src/effects/host-time.js'
import { advanceTo, createEnvironment, inside, STARTS_AT, turn } from './environment.js'

const promised = { setTimeout: vi.fn(), setImmediate: vi.fn() }
const facades = createTimerFacades(() => inside.getStore(), hostTime as unknown as TimerFacades, promised)
type Loose = (...args: unknown[]) => void

const names = Object.keys(facades) as (keyof TimerFacades)[]

describe('inside an environment', () => {
  test('timers and intervals run on its clock, with their arguments', () => {
    const { clock, run } = createEnvironment()
    const calls: unknown[] = []
    const note = (...args: unknown[]): void => void calls.push([clock.now - STARTS_AT, ...args])
    run(() => {
      facades.setTimeout(note, 10, ...(['a', 1] as never[]))
      facades.setTimeout(note, '5')
      facades.setTimeout(note)
      facades.setInterval(note, 8, 'every' as never)
    })
    advanceTo(clock, STARTS_AT + 16)
    expect(calls).toEqual([[1], [5], [8, 'every'], [10, 'a', 1], [16, 'every']])
  })

  test('immediates run in the next turn, with their arguments', async () => {
    const { clock, run } = createEnvironment()
    const ran = vi.fn()
    run(() => facades.setImmediate(ran, ...([1, 2] as never[])))
    expect(clock.immediates).toBe(1)
    await turn()
    expect(ran).toHaveBeenCalledExactlyOnceWith(1, 2)
  })

  test('a callback still belongs to the environment that set it', () => {
    const one = createEnvironment()
    const two = createEnvironment()
    const seen: unknown[] = []
    one.run(() => facades.setTimeout(() => seen.push(inside.getStore()), 1))
    advanceTo(one.clock, STARTS_AT + 1)
    two.run(() => facades.setTimeout(() => seen.push(inside.getStore()), 1))
    one.run(() => advanceTo(two.clock, STARTS_AT + 1))
    expect(seen).toEqual([one.clock, two.clock])
  })

  test('a timer says where it was set', () => {
    const { clock, run } = createEnvironment()
    run(function theHandler() {
      facades.setTimeout(() => undefined, 10)
      facades.setInterval(() => undefined, 10)
      facades.setImmediate(() => undefined)
    })
    const setters = clock.pending().map(({ site }) => site.frames[0]?.getFunctionName())
    expect(setters).toEqual(['theHandler', 'theHandler', 'theHandler'])
    clock.stop()
  })

  test.each<[string, (handle: unknown) => unknown]>([
    ['the handle', (handle) => handle],
    ['a number', (handle) => Number(handle)],
    ['a string', (handle) => String(handle)],
  ])('timers and intervals are cleared by %s, by either function', (_by, convert) => {
    const { clock, run } = createEnvironment()
    run(() => {
      facades.clearTimeout(convert(facades.setTimeout(() => undefined, 10)))
      facades.clearInterval(convert(facades.setTimeout(() => undefined, 10)))
      facades.clearTimeout(convert(facades.setInterval(() => undefined, 10)))
      facades.clearInterval(convert(facades.setInterval(() => undefined, 10)))
    })
    expect(clock.pending()).toEqual([])
  })

  test('immediates are cleared by their handle', () => {
    const { clock, run } = createEnvironment()
    run(() => facades.clearImmediate(facades.setImmediate(() => undefined)))
    expect(clock.immediates).toBe(0)
  })

  test.each([undefined, null, 0, 1, '1', Number.NaN])('clearing %s is no mistake', (value) => {
    const { run } = createEnvironment()
    run(() => {
      facades.clearTimeout(value)
      facades.clearInterval(value)
      facades.clearImmediate(value)
    })
    expect(inside.getStore()).toBeUndefined()
  })

  test.each([undefined, null, 'code()', 5, {}])(
    'what is no function, such as %j, is refused as Node refuses it',
    (value) => {
      const { clock, run } = createEnvironment()
      for (const name of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
        const nodes = vi.fn(() => hostTime[name](value as never, 5))
        expect(nodes).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }))
        expect(() => run(() => (facades[name] as Loose)(value, 5))).toThrow(nodes.mock.results[0]?.value as Error)
      }
      expect(clock.pending()).toEqual([])
    },
  )

  test.each(['setTimeout', 'setImmediate'] as const)(
    '%s is real for Node itself: the fetch that is bundled in it times its sockets with such timers',
    async (name) => {
      const { clock, run } = createEnvironment()
      const node = new EventEmitter()
      node.on('set', facades[name] as Loose)
      const fired = new Promise((resolve) => run(() => node.emit('set', resolve, 1)))
      expect(clock.pending()).toEqual([])
      await fired
    },
  )

  test('a real timer can be cleared too', () => {
    const { run } = createEnvironment()
    const real = hostTime.setTimeout(() => undefined, 1_000_000)
    run(() => facades.clearTimeout(real))
    expect((real as unknown as { _destroyed: boolean })._destroyed).toBe(true)
  })
})

describe('outside an environment', () => {
  test('timers are real', async () => {
    const calls: unknown[] = []
    await new Promise<void>((resolve) => {
      facades.setTimeout(
        (...args: never[]) => {
          calls.push(...args)
          resolve()
        },
        1,
        ...(['a', 'b'] as never[]),
      )
    })
    await new Promise<void>((resolve) => {
      facades.setImmediate(
        (...args: never[]) => {
          calls.push(...args)
          resolve()
        },
        ...(['c'] as never[]),
      )
    })
    expect(calls).toEqual(['a', 'b', 'c'])
  })

  test('handles are those of Node, and clear as usual', () => {
    const handle = facades.setTimeout(() => undefined, 1_000_000)
    const every = facades.setInterval(() => undefined, 1_000_000)
    expect(handle).toBeInstanceOf(hostTime.setTimeout(() => undefined, 1).constructor)
    facades.clearTimeout(Number(handle))
    facades.clearInterval(every)
    expect([handle, every]).toEqual([
      expect.objectContaining({ _destroyed: true }),
      expect.objectContaining({ _destroyed: true }),
    ])
  })

  test('a timer of an environment is cleared from anywhere', () => {
    const { clock, run } = createEnvironment()
    const timer = run(() => facades.setTimeout(() => undefined, 10))
    const immediate = run(() => facades.setImmediate(() => undefined))
    facades.clearTimeout(timer)
    facades.clearImmediate(immediate)
    expect(clock.pending()).toEqual([])
  })
})

describe('every facade', () => {
  test.each(names)('%s looks like the function it stands for', (name) => {
    expect([facades[name].name, facades[name].length]).toEqual([hostTime[name].name, hostTime[name].length])
  })

  test('promisifies to the function of node:timers/promises', () => {
    expect(promisify(facades.setTimeout)).toBe(promised.setTimeout)
    expect(promisify(facades.setImmediate)).toBe(promised.setImmediate)
  })
})
