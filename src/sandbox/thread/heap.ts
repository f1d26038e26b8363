// The heap that a thread begins with.

import { setFlagsFromString } from 'node:v8'
import { process } from '../../effects/host-process.js'

/** V8 begins with 1 MB of young objects, and so looks for garbage five times before a cold start is over. */
const YOUNG_MB = 16

/** The option, where whoever began the process has given it; `NODE_OPTIONS` may not have it. */
const GIVEN = /^--min[-_]semi[-_]space[-_]size/

/**
 * Gives the threads that begin after this room for all that a cold start makes. It is an option of the process, which V8
 * reads when it makes a heap: others that begin later have the room, too. It stays, since V8 refuses bytecode that was
 * compiled with other options (decision 0020).
 */
export function makeRoomForYoung(): void {
  if (!process.execArgv.some((option) => GIVEN.test(option))) setFlagsFromString(`--min-semi-space-size=${YOUNG_MB}`)
}
