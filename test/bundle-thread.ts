// Bundles what runs in threads, which Node.js loads by itself: of this repository's sources, before its tests run.

import { build } from 'tsup'
import { threadBundle } from '../tools/thread-bundle.js'

const KEY = Symbol.for('vitest-lambda.bundled')

/** Once for each run, whichever project comes first. */
export async function setup(): Promise<void> {
  const run = globalThis as { [KEY]?: Promise<void> }
  await (run[KEY] ??= build({
    config: false,
    silent: true,
    outDir: 'node_modules/.vitest-lambda',
    ...threadBundle,
  }))
}
