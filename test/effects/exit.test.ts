import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import process, { exit as namedExit } from 'node:process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createExit, exitEffect, type ExitOptions, type ExitState, isExitMarker } from '../../src/effects/exit.js'

const inside = new AsyncLocalStorage<ExitState>()

function install(): void {
  onTestFinished(exitEffect.install(() => inside.getStore()))
}

function environment(options: Partial<ExitOptions> = {}): ExitState {
  return createExit({ onExit: vi.fn(), ...options })
}

/** How `run` ended its process, told in every way there is. */
function exitOf(run: () => unknown, options: Partial<ExitOptions> = {}): unknown {
  const onExit = vi.fn()
  const state = environment({ onExit, ...options })
  try {
    return { returned: inside.run(state, run), calls: onExit.mock.calls }
  } catch (error) {
    if (!isExitMarker(error)) throw error
    expect(onExit.mock.calls).toEqual([[error.exit]])
    expect(state.exited).toEqual(error.exit)
    return error.exit
  }
}

test.each<[string, () => unknown, object]>([
  ['process.exit()', () => process.exit(), { code: 0 }],
  ['process.exit(undefined)', () => process.exit(undefined), { code: 0 }],
  ['process.exit(3)', () => process.exit(3), { code: 3 }],
  ["process.exit('7')", () => process.exit('7'), { code: 7 }],
  ['process.exit(-1)', () => process.exit(-1), { code: 255 }],
  ['process.exit(256)', () => process.exit(256), { code: 0 }],
  ['a named import', () => namedExit(4), { code: 4 }],
  [
    'process.reallyExit(5)',
    () => (process as unknown as { reallyExit: (code: number) => void }).reallyExit(5),
    { code: 5 },
  ],
  ['process.abort()', () => process.abort(), { signal: 'SIGABRT' }],
  ['SIGKILL to itself', () => process.kill(process.pid, 'SIGKILL'), { signal: 'SIGKILL' }],
  ['SIGTERM by default', () => process.kill(process.pid), { signal: 'SIGTERM' }],
  ['a signal by number', () => process.kill(process.pid, 9), { signal: 'SIGKILL' }],
  ['a signal to its own group', () => process.kill(-process.pid, 'SIGINT'), { signal: 'SIGINT' }],
  ['a signal to the group 0', () => process.kill(0, 'SIGINT'), { signal: 'SIGINT' }],
  ['a real-time signal', () => process.kill(process.pid, 34), { signal: 'signal 34' }],
])('%s ends the process of the environment and stops its code [ERR-11]', (_name, run, exit) => {
  install()
  expect(exitOf(run)).toEqual(exit)
})

test("a code that Node.js does not take is Node's own error, and no exit", () => {
  install()
  const before = process.exitCode
  for (const code of ['abc', 1.5, {}]) {
    expect(() => exitOf(() => process.exit(code as number))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_(INVALID_ARG_TYPE|OUT_OF_RANGE)$/) }),
    )
  }
  expect(process.exitCode).toBe(before)
})

test('process.exit() ends with process.exitCode, and leaves the test process its own', () => {
  install()
  const before = process.exitCode
  onTestFinished(() => void (process.exitCode = before))
  process.exitCode = 6
  expect(exitOf(() => process.exit())).toEqual({ code: 6 })
  expect(process.exitCode).toBe(6)
})

test('whoever hears that the process ends finds process.exitCode as it was, and may change it', () => {
  install()
  const before = process.exitCode
  onTestFinished(() => void (process.exitCode = before))
  process.exitCode = 6
  const seen: unknown[] = []
  const onExit = (): void => {
    seen.push(process.exitCode)
    process.exitCode = before
  }
  expect(() => inside.run(environment({ onExit }), () => process.exit(2))).toThrow()
  expect([...seen, process.exitCode]).toEqual([6, before])
})

test('code that catches what stops it ends its process only once, and is stopped again', () => {
  install()
  const onExit = vi.fn()
  const state = environment({ onExit })
  const second = inside.run(state, () => {
    try {
      process.exit(1)
    } catch {
      return outcome(() => process.exit(2))
    }
  })
  expect(onExit.mock.calls).toEqual([[{ code: 1 }]])
  expect(second).toMatchObject({ name: 'ExitMarker', exit: { code: 1 } })
})

test('what stops code says what it is, for whoever catches it', () => {
  install()
  expect(() => inside.run(environment(), () => process.exit(3))).toThrowErrorMatchingInlineSnapshot(
    `[ExitMarker: The function ended its process (exit status 3). This exception only stops the code that did it: do not catch it, or let it pass.]`,
  )
  expect(() => inside.run(environment(), () => process.abort())).toThrow('(SIGABRT)')
  expect(isExitMarker(new Error('other'))).toBe(false)
})

test('listeners of exit hear of it once, with the code, and may change it', () => {
  install()
  const listeners = new EventEmitter()
  const codes: unknown[] = []
  listeners.on('exit', (code) => {
    codes.push(code)
    process.exitCode = 9
    process.exit()
  })
  expect([exitOf(() => process.exit(2), { listeners }), codes]).toEqual([{ code: 9 }, [2]])
})

test('outside, process.exit and process.kill are what they were, and a test may mock them for everybody', () => {
  const calls: unknown[] = []
  const real = process.exit
  process.exit = ((code: unknown) => calls.push(code)) as never
  onTestFinished(() => void (process.exit = real))
  install()
  process.exit(1)
  expect(calls).toEqual([1])
  const spy = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  expect(exitOf(() => process.exit(2))).toEqual({ returned: undefined, calls: [] })
  expect(spy.mock.calls).toEqual([[2]])
  spy.mockRestore()
  expect(exitOf(() => process.exit(3))).toEqual({ code: 3 })
})

test('a process.exit that the test runner puts in place later does not reach an environment', () => {
  install()
  const real = process.exit
  process.exit = vi.fn() as never
  expect(exitOf(() => process.exit(3))).toEqual({ code: 3 })
  expect(process.exit).not.toHaveBeenCalled()
  process.exit = real
})

test('the undo restores the exact properties', () => {
  const before = look()
  const undo = exitEffect.install(() => inside.getStore())
  expect(look()).not.toEqual(before)
  undo()
  undo()
  expect(look()).toEqual(before)
})

function look(): unknown[] {
  return ['exit', 'reallyExit', 'abort', 'kill'].map((key) => Object.getOwnPropertyDescriptor(process, key))
}

function outcome(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
