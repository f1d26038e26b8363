import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter, once } from 'node:events'
import { readFile } from 'node:fs'
import process from 'node:process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ExitMarker } from '../../src/effects/exit/exit-marker.js'
import {
  createProcessEvents,
  type CrashKind,
  endProcessEvents,
  processEventsEffect,
  type ProcessEventsOptions,
  type ProcessEventsState,
  uncaughtException,
} from '../../src/effects/process-events.js'

const inside = new AsyncLocalStorage<ProcessEventsState>()

function install(): void {
  onTestFinished(processEventsEffect.install(() => inside.getStore()))
}

function environment(options: Partial<ProcessEventsOptions> = {}): ProcessEventsState {
  return createProcessEvents({ onCrash: vi.fn(), warn: vi.fn(), runtimeListens: false, ...options })
}

/** The crash of `run`, which must come. */
function crashOf(run: () => unknown, options: Partial<ProcessEventsOptions> = {}): Promise<[CrashKind, unknown]> {
  return new Promise((resolve) => {
    inside.run(environment({ ...options, onCrash: (kind, error) => resolve([kind, error]) }), run)
  })
}

/** Collects what reaches the listeners of the test process; a second listener keeps Vitest from failing the run. */
function listenOutside(event: 'uncaughtException' | 'unhandledRejection'): unknown[] {
  const heard: unknown[] = []
  const listener = (error: unknown): void => void heard.push(error)
  process.on(event, listener)
  onTestFinished(() => void process.off(event, listener))
  return heard
}

const boom = new Error('boom')

test.each<[string, CrashKind, () => unknown]>([
  ['a floating rejection', 'unhandledRejection', () => void Promise.reject(boom)],
  ['a rejected async function', 'unhandledRejection', () => void fail()],
  ['an exception on the next tick', 'uncaughtException', () => process.nextTick(() => raise())],
  ['an exception in a callback of fs', 'uncaughtException', () => readFile('/nowhere', () => raise())],
  [
    'an error event without a listener',
    'uncaughtException',
    () => setImmediate(() => new EventEmitter().emit('error', boom)),
  ],
  ['an exception in an immediate', 'uncaughtException', () => setImmediate(() => raise())],
])(
  '%s of an environment is its crash, and nothing that the test process hears of [ERR-7, ERR-8]',
  async (_name, kind, run) => {
    install()
    const heard = [listenOutside('uncaughtException'), listenOutside('unhandledRejection')]
    expect(await crashOf(run)).toEqual([kind, boom])
    await turn()
    expect(heard).toEqual([[], []])
  },
)

test('crashes belong to the environment whose code was running, of several at once', async () => {
  install()
  const crashes = ['a', 'b', 'c'].map((name) => crashOf(() => void Promise.reject(new Error(name))))
  expect((await Promise.all(crashes)).map(([, error]) => (error as Error).message)).toEqual(['a', 'b', 'c'])
})

test("a rejection or exception of the test's own code still reaches the listeners of the test process", async () => {
  install()
  const rejections = listenOutside('unhandledRejection')
  const exceptions = listenOutside('uncaughtException')
  void Promise.reject(boom)
  process.nextTick(() => raise())
  await turn()
  expect([rejections, exceptions]).toEqual([[boom], [boom]])
})

test('a rejection that is handled in time is no crash', async () => {
  install()
  const state = environment()
  await inside.run(state, async () => {
    const promise = Promise.reject(boom)
    await Promise.resolve()
    await promise.catch(() => undefined)
  })
  await turn()
  expect(state.onCrash).not.toHaveBeenCalled()
})

test("a function's own listeners save it on nodejs24.x [ERR-10]", async () => {
  install()
  const state = environment()
  const heard = await inside.run(state, async () => {
    const events: unknown[] = []
    process.on('unhandledRejection', (reason, promise) =>
      events.push(['rejection', reason, promise instanceof Promise]),
    )
    process.on('uncaughtException', (error, origin) => events.push(['exception', error, origin]))
    void Promise.reject(boom)
    process.nextTick(() => raise())
    await turn()
    return events
  })
  expect(heard).toEqual(
    expect.arrayContaining([
      ['rejection', boom, true],
      ['exception', boom, 'uncaughtException'],
    ]),
  )
  expect(state.onCrash).not.toHaveBeenCalled()
})

test('a function that listens for exceptions only hears of rejections as exceptions, as in Node.js', async () => {
  install()
  const state = environment()
  const heard = await inside.run(state, async () => {
    const events: unknown[] = []
    process.on('uncaughtException', (error, origin) => events.push([error, origin]))
    void Promise.reject(boom)
    await turn()
    return events
  })
  expect([heard, vi.mocked(state.onCrash).mock.calls]).toEqual([[[boom, 'unhandledRejection']], []])
})

test("a function's own listeners do not save it on nodejs22.x, where the runtime listens too [ERR-10]", async () => {
  install()
  const listener = vi.fn()
  const crash = await crashOf(
    () => {
      process.on('unhandledRejection', listener)
      void Promise.reject(boom)
    },
    { runtimeListens: true },
  )
  await turn()
  expect([crash, listener.mock.calls.length]).toEqual([['unhandledRejection', boom], 1])
})

test('a listener that throws is itself the crash', async () => {
  install()
  const second = new Error('second')
  const crash = await crashOf(() => {
    process.on('uncaughtException', () => {
      throw second
    })
    process.nextTick(() => raise())
  })
  expect(crash).toEqual(['uncaughtException', second])
})

test('listeners of uncaughtExceptionMonitor hear of a crash and do not prevent it', async () => {
  install()
  const monitor = vi.fn()
  const crash = await crashOf(() => {
    process.on('uncaughtExceptionMonitor', monitor)
    process.nextTick(() => raise())
  })
  expect([crash, monitor.mock.calls]).toEqual([['uncaughtException', boom], [[boom, 'uncaughtException']]])
})

test('what stops code after process.exit is no crash, inside or outside', async () => {
  install()
  const marker = new ExitMarker({ code: 1 })
  const state = environment()
  const heard = listenOutside('uncaughtException')
  inside.run(state, () => {
    void Promise.reject(marker)
    process.nextTick(() => raise(marker))
  })
  process.nextTick(() => raise(marker))
  await turn()
  expect([vi.mocked(state.onCrash).mock.calls, heard]).toEqual([[], []])
})

test('listeners of a process that has ended hear of nothing', async () => {
  install()
  const listener = vi.fn()
  const warn = vi.fn()
  const crash = await crashOf(
    () => {
      process.on('unhandledRejection', listener)
      process.on('uncaughtException', listener)
      process.setUncaughtExceptionCaptureCallback(listener)
      const state = inside.getStore()
      if (state) endProcessEvents(state)
      process.emitWarning('late')
      void Promise.reject(boom)
    },
    { runtimeListens: true, warn },
  )
  expect(crash).toEqual(['unhandledRejection', boom])
  expect([listener, warn].map(({ mock }) => mock.calls)).toEqual([[], []])
})

test('every method of process that knows listeners works on the environment, and returns what Node.js returns', () => {
  install()
  const state = environment()
  const calls: string[] = []
  const hear = (name: string) => () => void calls.push(name)
  const [kept, removed] = [hear('kept'), hear('removed')]
  const seen = inside.run(state, () => {
    const chained = process
      .on('SIGUSR2', kept)
      .addListener('SIGUSR2', removed)
      .prependListener('SIGUSR2', hear('first'))
      .once('SIGUSR2', hear('once'))
      .prependOnceListener('SIGUSR2', hear('very first'))
      .removeListener('SIGUSR2', removed)
      .setMaxListeners(20)
    return [
      chained === process,
      process.emit('SIGUSR2', 'SIGUSR2'),
      process.emit('SIGUSR2', 'SIGUSR2'),
      process.listenerCount('SIGUSR2'),
      process.listeners('SIGUSR2').includes(kept),
      process.rawListeners('SIGUSR2').length,
      process.eventNames().includes('SIGUSR2'),
      process.getMaxListeners(),
      process.off('SIGUSR2', kept) === process,
      process.removeAllListeners('SIGUSR2').listenerCount('SIGUSR2'),
    ]
  })
  expect(seen).toEqual([true, true, true, 2, true, 2, true, 20, true, 0])
  expect(calls).toEqual(['very first', 'first', 'kept', 'once', 'first', 'kept'])
})

test('listeners of an environment, of another and of the test are apart', () => {
  install()
  const [a, b] = [environment(), environment()]
  const before = process.listeners('SIGTERM')
  inside.run(a, () => process.on('SIGTERM', () => undefined))
  inside.run(b, () => process.removeAllListeners())
  expect([a.userListeners('SIGTERM'), b.userListeners('SIGTERM'), process.listeners('SIGTERM')]).toEqual([1, 0, before])
})

test('a function on nodejs24.x finds one listener, for warnings; on nodejs22.x also those for crashes and the empty loop', () => {
  install()
  expect(inside.run(environment(), counts)).toEqual([1, 0, 0, 0, 0, 0])
  expect(inside.run(environment({ runtimeListens: true }), counts)).toEqual([1, 1, 1, 1, 0, 0])
})

test('user listeners are counted without those of the runtime', () => {
  install()
  const state = environment({ runtimeListens: true })
  inside.run(state, () => process.on('uncaughtException', () => undefined))
  expect(['uncaughtException', 'unhandledRejection', 'warning'].map((event) => state.userListeners(event))).toEqual([
    1, 0, 0,
  ])
})

test('process.emitWarning inside prints one text to the environment, and a hint the first time', async () => {
  install()
  const warn = vi.fn()
  const heard = vi.fn()
  process.on('warning', heard)
  onTestFinished(() => void process.off('warning', heard))
  await inside.run(environment({ warn }), async () => {
    process.emitWarning('careful', { code: 'W1' })
    process.emitWarning('again', 'Custom')
    await turn()
  })
  expect(warn.mock.calls).toEqual([
    [
      `(node:${process.pid}) [W1] Warning: careful\n` +
        '(Use `node --trace-warnings ...` to show where the warning was created)',
    ],
    [`(node:${process.pid}) Custom: again`],
  ])
  expect(heard).not.toHaveBeenCalled()
})

test('warnings that Node.js itself emits for code of an environment go there as well', async () => {
  install()
  const warn = vi.fn()
  await inside.run(environment({ warn }), async () => {
    const emitter = new EventEmitter().setMaxListeners(1)
    emitter.on('x', () => undefined).on('x', () => undefined)
    await turn()
  })
  expect(warn.mock.calls[0]?.[0]).toContain('MaxListenersExceededWarning: Possible EventEmitter memory leak detected')
})

test('a function may listen for warnings, and remove the runtime’s listener', async () => {
  install()
  const warn = vi.fn()
  const heard = await inside.run(environment({ warn }), async () => {
    process.removeAllListeners('warning')
    const warning = once(process, 'warning')
    process.emitWarning('mine')
    return warning
  })
  expect([heard, warn.mock.calls]).toEqual([[expect.objectContaining({ message: 'mine' })], []])
})

test("the test's own warnings and listeners are as before", async () => {
  install()
  const heard = once(process, 'warning')
  const fake = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => fake.mockRestore())
  process.emitWarning('outside')
  expect(await heard).toEqual([expect.objectContaining({ message: 'outside' })])
})

test('installing changes no listener of the process and their order; the undo restores the exact properties', () => {
  const before = look()
  const undo = processEventsEffect.install(() => inside.getStore())
  expect(look()[0]).toEqual(before[0])
  const late = vi.fn()
  process.on('unhandledRejection', late)
  expect(process.listeners('unhandledRejection').at(-1)).toBe(late)
  process.off('unhandledRejection', late)
  undo()
  undo()
  expect(look()).toEqual(before)
})

function look(): unknown[] {
  const events = ['uncaughtException', 'unhandledRejection', 'warning', 'exit', 'SIGTERM']
  const methods = ['on', 'once', 'emit', 'off', 'listeners', 'removeAllListeners', 'emitWarning', 'setMaxListeners']
  return [
    events.map((event) => process.rawListeners(event)),
    methods.map((method) => Object.getOwnPropertyDescriptor(process, method)),
  ]
}

/** After rejections were reported and immediates ran. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}

function raise(error: Error = boom): never {
  throw error
}

async function fail(): Promise<never> {
  await Promise.resolve()
  throw boom
}

function counts(): number[] {
  const events = ['warning', 'uncaughtException', 'unhandledRejection', 'beforeExit', 'exit', 'SIGTERM']
  return events.map((event) => process.listenerCount(event))
}

test('an exception that a clock caught is told like any other: to who watches, then to who listens [ERR-8, ERR-10]', () => {
  const onCrash = vi.fn()
  const state = environment({ onCrash })
  const heard: unknown[] = []
  state.emitter.on('uncaughtExceptionMonitor', (...args) => heard.push(['watching', ...args]))
  uncaughtException(state, boom)
  expect(heard).toEqual([['watching', boom, 'uncaughtException']])
  expect(onCrash).toHaveBeenCalledExactlyOnceWith('uncaughtException', boom)
  state.emitter.on('uncaughtException', (...args) => heard.push(['listening', ...args]))
  uncaughtException(state, boom)
  expect(heard.at(-1)).toEqual(['listening', boom, 'uncaughtException'])
  expect(onCrash).toHaveBeenCalledOnce()
})

test('a function that was stopped is no exception', () => {
  const onCrash = vi.fn()
  const state = environment({ onCrash })
  state.emitter.on('uncaughtException', onCrash)
  uncaughtException(state, new ExitMarker({ code: 0 }))
  expect(onCrash).not.toHaveBeenCalled()
})
