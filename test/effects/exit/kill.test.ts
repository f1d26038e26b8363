import { AsyncLocalStorage } from 'node:async_hooks'
import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import process from 'node:process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createExit, exitEffect, type ExitOptions, type ExitState, isExitMarker } from '../../../src/effects/exit.js'

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

test('a signal goes to a listener of the environment, on a later turn, instead of ending the process', async () => {
  install()
  const listeners = new EventEmitter()
  const heard = once(listeners, 'SIGTERM')
  expect(exitOf(() => process.kill(process.pid, 'SIGTERM'), { listeners })).toEqual({ returned: true, calls: [] })
  expect(await heard).toEqual(['SIGTERM', 15])
  listeners.on('SIGKILL', () => undefined)
  expect(exitOf(() => process.kill(process.pid, 'SIGKILL'), { listeners })).toEqual({ signal: 'SIGKILL' })
})

test.each(['SIGCHLD', 'SIGWINCH', 'SIGPIPE', 'SIGSTOP'])(
  '%s does nothing to a process that does not listen',
  (signal) => {
    install()
    expect(exitOf(() => process.kill(process.pid, signal))).toEqual({ returned: true, calls: [] })
  },
)

test('signal 0 asks whether a process exists, for every process', () => {
  install()
  expect(exitOf(() => [process.kill(process.pid, 0), process.kill(process.ppid, 0)])).toEqual({
    returned: [true, true],
    calls: [],
  })
})

test.each([[null], [undefined], ['x'], [1.5]])("killing the process %o is Node's own error", (pid) => {
  install()
  expect(() => exitOf(() => process.kill(pid as number))).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }),
  )
})

test("an unknown signal is Node's own error", () => {
  install()
  expect(() => exitOf(() => process.kill(process.pid, 'SIGNOTHING'))).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: Unknown signal: SIGNOTHING]`,
  )
})

test('a signal to a process of somebody else is refused and says why', () => {
  install()
  const error = outcome(() => inside.run(environment(), () => process.kill(process.ppid, 'SIGTERM')))
  expect(error).toMatchObject({ code: 'EPERM', errno: -1, syscall: 'kill' })
  expect((error as Error).message.replace(String(process.ppid), '<PID>')).toMatchInlineSnapshot(
    `"kill EPERM: process <PID> was not started by this execution environment. Code under test may signal itself (process.pid) and child processes that it spawned; others belong to the test run."`,
  )
})

test('an environment may signal its own child processes, and another environment may not', async () => {
  install()
  const [a, b] = [environment(), environment()]
  const child = inside.run(a, wait)
  onTestFinished(() => void child.kill('SIGKILL'))
  const pid = child.pid as number
  expect(outcome(() => inside.run(b, () => process.kill(pid, 'SIGTERM')))).toMatchObject({ code: 'EPERM' })
  expect(inside.run(a, () => process.kill(pid, 'SIGTERM'))).toBe(true)
  await once(child, 'exit')
  expect(outcome(() => inside.run(a, () => process.kill(pid, 'SIGTERM')))).toMatchObject({ code: 'ESRCH' })
  inside.run(a, () => wait().kill('SIGKILL'))
  expect(a.children.size).toBe(1)
})

test('child processes are not remembered any more after the undo', () => {
  exitEffect.install(() => inside.getStore())()
  const state = environment()
  inside.run(state, wait).kill('SIGKILL')
  expect(state.children.size).toBe(0)
})

/** A child process that waits to be killed. */
function wait(): ChildProcess {
  return spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] })
}

function outcome(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
