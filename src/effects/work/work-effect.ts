// The effect that notices real work: it replaces as little as possible, and listens to Node.js where it can.

import type { Effect } from '../effect.js'
import { unwind } from '../patch.js'
import { trackChildProcesses } from './child-processes.js'
import { trackCompression } from './compression.js'
import { trackFetches } from './fetches.js'
import { trackHttp2Streams } from './http2-streams.js'
import { trackHttpRequests } from './http-requests.js'
import { trackImports } from './imports.js'
import { trackNativeWork } from './native-work.js'
import { trackSockets } from './sockets.js'
import type { WorkState } from './work.js'

/**
 * Notices the real work of each environment, attributed to the environment whose code starts it; work of the test and
 * of Vitest is never counted. Reading the state is the job of `busy`, `describe`, `activity` and `refd`.
 */
export const workEffect: Effect<WorkState> = {
  name: 'work',
  install(current) {
    const sockets = trackSockets(current)
    const fetches = trackFetches(current, sockets)
    const compression = trackCompression(current, fetches.answering)
    return unwind([
      sockets.undo,
      fetches.undo,
      compression.undo,
      trackHttpRequests(current, sockets),
      trackHttp2Streams(current),
      trackChildProcesses(current),
      trackImports(current),
      trackNativeWork(current, compression.onHandle),
    ])
  },
}
