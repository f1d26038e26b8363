import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { lambda } from './src/vitest/server/plugin.js'

const entry = (file: string): string => fileURLToPath(new URL(`./src/${file}`, import.meta.url))

/** Folders whose files replace nothing: their tests may share a worker. */
const pure = ['function', 'runtime', 'record', 'matchers', 'events', 'environment', 'invoke']

const config: ViteUserConfig = defineConfig({
  resolve: {
    alias: [
      { find: /^vitest-lambda$/, replacement: entry('index.ts') },
      { find: /^vitest-lambda\/matchers$/, replacement: entry('matchers.ts') },
      { find: /^vitest-lambda\/events$/, replacement: entry('events.ts') },
      { find: /^vitest-lambda\/setup$/, replacement: entry('vitest/worker/setup.ts') },
    ],
  },
  test: {
    sequence: { shuffle: true },
    coverage: {
      provider: 'v8',
      include: ['src'],
      reporter: ['text-summary', 'json'],
      thresholds: { lines: 98, functions: 97, statements: 97, branches: 93 },
    },
    projects: [
      {
        extends: true,
        test: { name: 'pure', isolate: false, include: pure.map((folder) => `test/${folder}/**/*.test.ts`) },
      },
      {
        extends: true,
        test: { name: 'edges', include: ['test/*.test.ts', 'test/{effects,sandbox}/**/*.test.ts'] },
      },
      {
        extends: true,
        plugins: [lambda()],
        test: { name: 'journeys', include: ['test/{journeys,vitest}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'spawned',
          include: ['test/{failures,package}/**/*.test.ts'],
          exclude: ['**/fixtures/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})

export default config
