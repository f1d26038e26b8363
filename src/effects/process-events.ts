// Events of `process` in an environment: its own listeners, and its crashes instead of Vitest's.

import { EventEmitter } from 'node:events'
import { process } from './host-process.js'
import type { Current, Effect, Undo } from './effect.js'
import { isExitMarker } from './exit/exit-marker.js'
import { unwind } from './patch.js'
import { CaptureCallback, captureMethods } from './process-events/capture-callback.js'
import { createWarningText } from './process-events/warning-text.js'
import { dispatcher, type InsideCall, routeMethod, routeProperty } from './routed-property.js'

export type CrashKind = 'uncaughtException' | 'unhandledRejection'

export interface ProcessEventsState {
  /** Listeners that code of the environment added to `process`, and the runtime's own. */
  readonly emitter: EventEmitter
  /** Takes exceptions before those listeners do. */
  readonly capture: CaptureCallback
  /** Called for an error that nothing of the environment handles: on Lambda the process ends (ERR-6..8). */
  readonly onCrash: (kind: CrashKind, error: unknown) => void
  /** How many listeners code of the environment added for `event` and did not remove. */
  userListeners(event: string): number
  /** What code of the environment put in place of the methods. */
  readonly own: Map<unknown, unknown>
}

export interface ProcessEventsOptions {
  readonly onCrash: ProcessEventsState['onCrash']
  /** Receives the text of a process warning; on Lambda it is an ERROR line of the console. */
  readonly warn: (text: string) => void
  /** AWS's client listens for both crash events itself, so a listener of the function does not save it: nodejs22.x (ERR-10). */
  readonly runtimeListens: boolean
}

export function createProcessEvents({ onCrash, warn, runtimeListens }: ProcessEventsOptions): ProcessEventsState {
  const emitter = new EventEmitter()
  const textOf = createWarningText()
  const runtimes: Record<string, (...args: unknown[]) => void> = {
    // Node's own; it is the one listener that a function finds on nodejs24.x (seen with aws-lambda-ric 4.0.2).
    warning: (warning) => {
      const text = textOf(warning)
      if (text !== undefined) warn(text)
    },
  }
  if (runtimeListens) {
    // By it the client of nodejs22.x hears of the empty event loop; here the timeline tells.
    runtimes['beforeExit'] = () => {}
    runtimes['uncaughtException'] = (error) => onCrash('uncaughtException', error)
    runtimes['unhandledRejection'] = (reason) => onCrash('unhandledRejection', reason)
  }
  for (const [event, listener] of Object.entries(runtimes)) emitter.on(event, listener)
  return {
    emitter,
    capture: new CaptureCallback(),
    onCrash,
    own: new Map(),
    userListeners: (event) => emitter.listeners(event).filter((listener) => listener !== runtimes[event]).length,
  }
}

/** The process is gone: what is left of its code may still fail, and listens to nothing any more. */
export function endProcessEvents({ emitter, capture }: ProcessEventsState): void {
  emitter.removeAllListeners()
  capture.set(null)
}

/** `emit` is apart: Node.js reports crashes through it. */
const METHODS = [
  'addListener',
  'eventNames',
  'getMaxListeners',
  'listenerCount',
  'listeners',
  'off',
  'on',
  'once',
  'prependListener',
  'prependOnceListener',
  'rawListeners',
  'removeAllListeners',
  'removeListener',
  'setMaxListeners',
] as const

export const processEventsEffect: Effect<ProcessEventsState> = {
  name: 'process-events',
  install(current: Current<ProcessEventsState>): Undo {
    const own = (state: ProcessEventsState): Map<unknown, unknown> => state.own
    return unwind([
      ...METHODS.map((method) => routeMethod(process, method, current, callEmitter(method), own)),
      ...Object.entries(captureMethods).map(([method, call]) => routeMethod(process, method, current, call, own)),
      routeEmit(current),
    ])
  },
}

function callEmitter(method: (typeof METHODS)[number]): InsideCall<ProcessEventsState> {
  return ({ emitter }, args, self) => {
    const result: unknown = Reflect.apply(emitter[method], emitter, args)
    return result === emitter ? self : result
  }
}

/**
 * Node.js looks `process.emit` up whenever it reports a crash, a warning or a signal, in the asynchronous context of the
 * code at fault. Routing this one method leaves all listeners of the test process, Vitest's too, in their places and
 * their order, whenever they were added, and they never hear of an environment's errors.
 */
function routeEmit(current: Current<ProcessEventsState>): Undo {
  const original = process.emit as (...args: unknown[]) => unknown
  function emit(this: unknown, ...args: unknown[]): unknown {
    // Node.js 22 loses the context of an exception from a bare microtask: a stopped function is no error of the test.
    return isExitMarker(args[1]) || Reflect.apply(original, this, args)
  }
  const routed = dispatcher(emit, current, (state, [event, ...args]) => {
    if (isExitMarker(args[0])) return true
    if (event === 'uncaughtException' || event === 'unhandledRejection') return crash(state, event, args)
    return state.emitter.emit(event as string, ...args)
  })
  return routeProperty(
    process,
    'emit',
    current,
    {
      read: ({ own }) => (own.has(routed) ? own.get(routed) : routed),
      write: ({ own }, value) => void own.set(routed, value),
    },
    { value: routed },
  ).undo
}

/** An exception that nobody caught, told as Node.js tells it: who only watches hears of it first. */
export function uncaughtException(state: ProcessEventsState, error: unknown): void {
  if (isExitMarker(error)) return
  const kind = 'uncaughtException'
  state.emitter.emit('uncaughtExceptionMonitor', error, kind)
  crash(state, kind, [error, kind])
}

/** The answer tells Node.js whether somebody took care of the error. */
function crash(state: ProcessEventsState, kind: CrashKind, args: unknown[]): boolean {
  const captured = state.capture.isSet
  try {
    if (captured && kind === 'uncaughtException') return state.capture.take(args[0])
    if (state.emitter.emit(kind, ...args)) return true
  } catch (error) {
    state.onCrash('uncaughtException', error)
    return true
  }
  // Unanswered, Node.js turns the rejection into an uncaught exception, for which the function does listen.
  const heard = captured || state.emitter.listenerCount('uncaughtException') > 0
  if (kind === 'unhandledRejection' && heard) return false
  state.onCrash(kind, args[0])
  return true
}
