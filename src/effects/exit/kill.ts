// `process.kill` of an environment: it reaches the environment itself and its own child processes.

import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { constants } from 'node:os'
import { process } from '../host-process.js'
import type { Current, Undo } from '../effect.js'
import { end, type ExitState } from './exit-state.js'
import { isCatchable, isHarmless, signalName } from './signals.js'

/** Source: https://nodejs.org/api/process.html#processkillpid-signal */
export function kill(state: ExitState, [pid, signal]: unknown[], _self: unknown, real: () => unknown): unknown {
  const target = typeof pid === 'number' || (typeof pid === 'string' && pid !== '') ? Number(pid) : Number.NaN
  // Signal 0 only asks whether the process exists; wrong arguments get Node's own error.
  if (signal === 0 || !Number.isInteger(target)) return real()
  if ([process.pid, -process.pid, 0, -1].includes(target)) return killSelf(state, signal, real)
  const child = [...state.children].find((each) => each.pid === Math.abs(target))
  if (child === undefined) throw notPermitted(target)
  if (isOver(child)) throw systemError('kill ESRCH', 'ESRCH', -3)
  return real()
}

function killSelf(state: ExitState, signal: unknown, real: () => unknown): unknown {
  const name = signalName(signal)
  if (name === undefined) {
    // Real-time signals have numbers only; Go, in whose words Lambda reports them, says "signal 34".
    if (typeof signal === 'number' && signal > 0 && signal <= 64) return end(state, { signal: `signal ${signal}` })
    return real()
  }
  const { listeners } = state.options
  if (listeners && isCatchable(name) && listeners.listenerCount(name) > 0) {
    // The environment's own setImmediate: a signal arrives on a later turn, and none while it is frozen. One that is on its
    // way keeps no event loop alive, and is nothing that the function has left behind.
    setImmediate(() => listeners.emit(name, name, constants.signals[name])).unref()
    return true
  }
  return isHarmless(name) || end(state, { signal: name })
}

/** Remembers which child processes are whose. */
export function watchChildren(current: Current<ExitState>): Undo {
  const onSpawn = (message: unknown): void => {
    const state = current()
    if (state === undefined) return
    for (const child of state.children) if (isOver(child)) state.children.delete(child)
    state.children.add((message as { process: ChildProcess }).process)
  }
  subscribe('child_process', onSpawn)
  return () => void unsubscribe('child_process', onSpawn)
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function notPermitted(pid: number): Error {
  return systemError(
    `kill EPERM: process ${pid} was not started by this execution environment. ` +
      'Code under test may signal itself (process.pid) and child processes that it spawned; others belong to the test run.',
    'EPERM',
    -1,
  )
}

function systemError(message: string, code: string, errno: number): Error {
  return Object.assign(new Error(message), { errno, code, syscall: 'kill' })
}
