// Bundles what runs in threads, which Node.js loads by itself: of this repository's sources, before its tests run.

import { build } from 'tsup'

const KEY = Symbol.for('vitest-lambda.bundled')

/** Once for each run, whichever project comes first. */
export async function setup(): Promise<void> {
  const run = globalThis as { [KEY]?: Promise<void> }
  await (run[KEY] ??= build({
    config: false,
    silent: true,
    entry: { thread: 'src/sandbox/thread/inside/entry.ts' },
    outDir: 'node_modules/.vitest-lambda',
    format: 'esm',
    platform: 'node',
    target: 'node22',
    splitting: false,
    external: ['vite', 'memfs', 'sinon'],
  }))
}
