// How what runs in threads is bundled: for the package, and for the tests of this repository.

import type { Options } from 'tsup'

/**
 * One file for all of it, and a small one that runs it. CommonJS: for each of Node's modules that an ES module imports,
 * Node.js first makes a second one with all of its exports, which for the two dozen that are replaced takes longer than
 * loading them.
 */
export const threadBundle: Options = {
  entry: { thread: 'src/sandbox/thread/inside/entry.ts', 'thread-begin': 'src/sandbox/thread/inside/begin.ts' },
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  splitting: false,
  external: ['vite', 'memfs', 'sinon'],
  banner: { js: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href` },
  esbuildOptions(options) {
    options.define = { ...options.define, 'import.meta.url': 'importMetaUrl' }
  },
}
