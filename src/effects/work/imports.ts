// Native `import()`: under way until the module and all it imports have been loaded and evaluated.

import type { Current, Undo } from '../effect.js'
import { listen } from './channels.js'
import { PromisedWork } from './promised-work.js'
import { begin, end, type WorkState } from './work.js'

interface ImportContext {
  readonly url: string
}

/** Channels: https://nodejs.org/api/diagnostics_channel.html#modules (`asyncEnd` follows failures as well). */
export function trackImports(current: Current<WorkState>): Undo {
  const imports = new WeakMap<ImportContext, { readonly state: WorkState; readonly piece: PromisedWork }>()
  return listen({
    'tracing:module.import:start': (context: ImportContext) => {
      const state = current()
      if (!state) return
      const piece = new PromisedWork('import', `import('${context.url}')`, context.url)
      imports.set(context, { state, piece })
      begin(state, piece)
    },
    'tracing:module.import:asyncEnd': (context: ImportContext) => {
      const found = imports.get(context)
      if (found) end(found.state, found.piece)
    },
  })
}
