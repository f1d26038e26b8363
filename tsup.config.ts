import { rmSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import { threadBundle } from './tools/thread-bundle.js'

const shared: Options = {
  format: 'esm',
  platform: 'node',
  target: 'node22',
  splitting: true,
  // The sources are not shipped, and reading maps of this size stalls a failing run.
  sourcemap: false,
  external: ['vitest', 'vite', 'memfs', 'sinon'],
}

rmSync(new URL('./dist/', import.meta.url), { recursive: true, force: true })

export default defineConfig([
  {
    ...shared,
    entry: {
      index: 'src/index.ts',
      setup: 'src/vitest/worker/setup.ts',
      matchers: 'src/matchers.ts',
      events: 'src/events.ts',
    },
    // JavaScript only: tsup cannot make declarations with TypeScript 7, so the compiler writes them, one per source file.
    onSuccess: 'tsc -p tsconfig.build.json',
  },
  // By itself: it is all that runs in a thread.
  threadBundle,
  // By itself: it runs in another process, and each file shared with it would be one more to load before every test file.
  { ...shared, entry: { plugin: 'src/vitest/server/plugin.ts' } },
])
