// Named imports of builtin modules: copies of what the modules export, which follow only when they are told to.

import { syncBuiltinESMExports } from 'node:module'
import timers, * as timerNames from 'node:timers'
import timersPromises, * as timerPromiseNames from 'node:timers/promises'
import type { Undo } from '../effect.js'
import { process } from '../host-process.js'
import { patch, unwind } from '../patch.js'

interface Builtin {
  readonly exports: object
  readonly names: object
  readonly keys: readonly string[]
}

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate']

/** Nobody has faked anything yet: what `process` has is what its names are, and asking for those would load them. */
const { hrtime, uptime } = process

const builtins: readonly Builtin[] = [
  { exports: timers, names: timerNames, keys: TIMERS },
  { exports: timersPromises, names: timerPromiseNames, keys: TIMERS.slice(0, 3) },
  { exports: process, names: { hrtime, uptime }, keys: ['hrtime', 'uptime'] },
]

/** Lets named imports `follow` what stands in the modules now; the undo gives them back the values they have now. */
export function followExports(follow: () => void = syncBuiltinESMExports): Undo {
  const before = builtins.map(({ exports, names, keys }) => ({ exports, keys, names: { ...names } }))
  follow()
  return () => {
    // The modules may hold a fake of the test, which named imports do not see in a test without us either.
    const restore = unwind(before.flatMap(putNames))
    syncBuiltinESMExports()
    restore()
  }
}

function putNames({ exports, names, keys }: Builtin): Undo[] {
  return keys.map((key) => patch(exports, key, { value: Reflect.get(names, key) as unknown }))
}
