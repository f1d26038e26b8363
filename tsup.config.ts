import { defineConfig } from 'tsup'

// JavaScript only: tsup cannot make declarations with TypeScript 7, so the compiler writes them, one per source file.
export default defineConfig({
  entry: {
    index: 'src/index.ts',
    setup: 'src/vitest/worker/setup.ts',
    matchers: 'src/matchers.ts',
    events: 'src/events.ts',
    plugin: 'src/vitest/server/plugin.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'node22',
  splitting: true,
  clean: true,
  sourcemap: true,
  external: ['vitest', 'vite', 'memfs', 'sinon'],
  onSuccess: 'tsc -p tsconfig.build.json',
})
