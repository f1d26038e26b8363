// A handler whose module state is spread over every kind of local module there is.

import awaited from './awaited.js'
import { cycleCount } from './cycle-a.js'
import { countDeep } from './deep/one.js'
import legacy from './legacy.cjs'
import { counted as reExported, everything } from './re-exports.js'
import settings from './settings.json' with { type: 'json' }

let count = 0

export const handler = async (): Promise<Record<string, unknown>> => {
  settings.reads++
  return {
    own: ++count,
    deep: countDeep(),
    cycle: cycleCount(),
    awaited: ++awaited.count,
    reExported: reExported(),
    everything: everything.counted(),
    json: settings.reads,
    cjs: legacy.count(),
  }
}
