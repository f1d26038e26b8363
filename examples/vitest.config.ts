// All examples in one run: each folder with a vitest.config.ts is a project.

import { globSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { defineConfig } from 'vitest/config'

const configs = globSync('*/vitest.config.ts', { cwd: import.meta.dirname, exclude: ['node_modules'] })

export default defineConfig({
  test: {
    projects: configs.map((config) => ({
      extends: `./${config}`,
      root: `./${dirname(config)}`,
      test: { name: basename(dirname(config)), setupFiles: [`${import.meta.dirname}/report.setup.ts`] },
    })),
    reporters: ['../tools/examples-reporter.ts', 'default'],
    silent: 'passed-only',
  },
})
