// Benchmarks run against the built package, as a user has it: `npm run bench`.

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const dist = fileURLToPath(new URL('./dist/', import.meta.url))
if (!existsSync(`${dist}plugin.js`))
  throw new Error('the benchmarks measure the built package: run `npm run build` first')
const { lambda } = (await import(`${dist}plugin.js`)) as typeof import('./src/vitest/server/plugin.js')

const config: ViteUserConfig = defineConfig({
  plugins: [lambda({ console: 'silent' })],
  resolve: { alias: [{ find: /^vitest-lambda$/, replacement: `${dist}index.js` }] },
  test: {
    include: ['test/bench/**/*.bench.ts'],
    benchmark: { enabled: true, include: ['test/bench/**/*.bench.ts'] },
    server: { deps: { external: [/[\\/]dist[\\/]/] } },
    testTimeout: 600_000,
    fileParallelism: false,
  },
})

export default config
