// The end of an environment's process: `process.exit` and what else would end the test process.

import { syncBuiltinESMExports } from 'node:module'
import { process } from './host-process.js'
import type { Current, Effect, Undo } from './effect.js'
import { end, type ExitState } from './exit/exit-state.js'
import { kill, watchChildren } from './exit/kill.js'
import { unwind } from './patch.js'
import { type InsideCall, routeMethod } from './routed-property.js'

export { ExitCodes } from './exit/exit-code.js'
export { ExitMarker, isExitMarker } from './exit/exit-marker.js'
export { createExit, type ExitOptions, type ExitState, type ProcessListeners } from './exit/exit-state.js'

export const exitEffect: Effect<ExitState> = {
  name: 'exit',
  install(current: Current<ExitState>, follow = syncBuiltinESMExports): Undo {
    const route = (name: string, call: InsideCall<ExitState>): Undo =>
      routeMethod(process, name, current, call, (state) => state.own)
    const testsOwn = process.exitCode
    const undo = unwind([
      // What an environment assigned and nobody took back: a function never decides how the test run ends.
      () => {
        if (process.exitCode !== testsOwn) process.exitCode = testsOwn
      },
      route('exit', exit),
      route('reallyExit', (state, [code]) => end(state, { code: status(code) })),
      route('abort', (state) => end(state, { signal: 'SIGABRT' })),
      route('kill', kill),
      watchChildren(current),
    ])
    follow()
    return () => {
      undo()
      follow()
    }
  },
}

/** As Node.js does it; also the check of the code, by Node's own property. Source: https://nodejs.org/api/process.html#processexitcode */
function exit(state: ExitState, args: unknown[]): never {
  return end(state, { code: exitStatus(state, args) })
}

/** `process.exitCode` is as before when it returns: whoever hears of the end takes the environment's own value back. */
function exitStatus(state: ExitState, args: unknown[]): number {
  const before = process.exitCode
  try {
    if (args.length > 0) process.exitCode = args[0] as number
    if (!state.exiting) {
      state.exiting = true
      // A listener may still change the code.
      state.options.listeners?.emit('exit', Number(process.exitCode ?? 0))
    }
    return status(process.exitCode)
  } finally {
    process.exitCode = before
  }
}

/** What the operating system keeps of an exit code: one byte, so `-1` is 255. */
function status(code: unknown): number {
  return Number(code ?? 0) & 255
}
