import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config'
import { lambda } from './src/vitest/server/plugin.js'

type TestOptions = NonNullable<ViteUserConfig['test']>

const entry = (file: string): string => fileURLToPath(new URL(`./src/${file}`, import.meta.url))

/** Folders whose files replace nothing. */
const pure = ['function', 'runtime', 'record', 'compare', 'matchers', 'events', 'environment', 'invoke', 'sources']

/** Loads whole stacks of packages, some of which listen to Node's channels from then on. */
const corpus = 'test/conformance/leaks/*.test.ts'

/** What takes minutes, and rarely finds what the rest has not found: `npm run test:long`. */
const long = [
  'test/conformance/leaks/{pools,queues}.test.ts',
  'test/failures/{coverage,coverage-threads,interrupted,left-behind,plugin,watch-threads,workers}.test.ts',
  'test/journeys/thread-*.test.ts',
]

/**
 * What a worker is like at first, which only a new one can show; what leaves one behind that has loaded this package twice
 * (`vi.resetModules()`); and the tour, as users run it: `isolate` is on by default.
 */
const alone = [
  corpus,
  'test/effects/files/untouched.test.ts',
  'test/journeys/cold-start-packages.test.ts',
  'test/journeys/cold-start-state.test.ts',
  'test/journeys/first-light.test.ts',
  'test/journeys/runtime-console.test.ts',
  'test/vitest/worker/host.test.ts',
]

/**
 * Files after files in one worker: what one of them leaves behind fails another. A project is a group of its own, because
 * Vitest keeps a worker only for as long as the next file is of the same project.
 */
const shared = (name: string, groupOrder: number, include: readonly string[]): TestOptions => ({
  name,
  isolate: false,
  sequence: { groupOrder },
  include: [...include],
  exclude: [...configDefaults.exclude, ...alone, ...long],
})

const allowLeaks = [{ at: /^test\/journeys\//, reason: 'what comes of it is what is tested' }]

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
    globalSetup: ['./test/bundle-thread.ts'],
    sequence: { shuffle: true },
    // Vitest's default leaves one core to itself: half of a machine of two.
    maxWorkers: '100%',
    // Nothing here takes long; a machine that is busy with something else may.
    testTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    coverage: {
      provider: 'v8',
      include: ['src'],
      // Runs in threads, from a bundle whose lines nobody counts: the journeys and the conformance of threads run it.
      exclude: ['src/sandbox/thread/inside/**'],
      reporter: ['text-summary', 'json'],
      thresholds: { lines: 98, functions: 97, statements: 97, branches: 93 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'spawned',
          include: ['test/{failures,package}/**/*.test.ts'],
          exclude: ['**/fixtures/**', ...long],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        plugins: [lambda()],
        test: { name: 'alone', include: alone, exclude: [...configDefaults.exclude, ...long] },
      },
      // Promise hooks, stacks and sockets are not quite the same in a worker thread: a part of `npm run conformance`.
      {
        extends: true,
        plugins: [lambda()],
        test: { name: 'pool-threads', pool: 'threads', include: ['test/conformance/leaks/leaks.test.ts'] },
      },
      {
        extends: true,
        plugins: [lambda({ allowLeaks })],
        test: { name: 'long', include: long, testTimeout: 120_000, hookTimeout: 120_000 },
      },
      { extends: true, test: shared('pure', 1, [`test/{${pure.join()}}/**/*.test.ts`]) },
      { extends: true, test: shared('edges', 2, ['test/*.test.ts', 'test/{effects,sandbox}/**/*.test.ts']) },
      {
        extends: true,
        plugins: [lambda({ allowLeaks })],
        test: shared('journeys', 3, ['test/{conformance,journeys,vitest}/**/*.test.ts']),
      },
    ],
  },
})

export default config
