import { expect, test } from 'vitest'
import { isTestTool, packageFolder, packageName } from '../../../src/effects/module-graph/packages.js'

test.each([
  ['file:///app/node_modules/winston/lib/winston.js', 'winston', 'file:///app/node_modules/winston/'],
  ['/app/node_modules/@middy/core/index.js', '@middy/core', '/app/node_modules/@middy/core/'],
  ['/a/node_modules/b/node_modules/@c/d/e.js', '@c/d', '/a/node_modules/b/node_modules/@c/d/'],
  ['/a/node_modules/.pnpm/w@1.0.0/node_modules/w/i.js', 'w', '/a/node_modules/.pnpm/w@1.0.0/node_modules/w/'],
  ['C:\\app\\node_modules\\@middy\\core\\index.js', '@middy/core', 'C:/app/node_modules/@middy/core/'],
  ['/app/src/orders.ts', undefined, undefined],
  ['node:fs', undefined, undefined],
  ['winston', undefined, undefined],
])('the package of %s is %s', (path, name, folder) => {
  expect(packageName(path)).toBe(name)
  expect(packageFolder(path)).toBe(folder)
})

test("tools of the test are Vitest's, Vite and this package, and no package that is merely called like them", () => {
  expect(['vitest', '@vitest/spy', 'vite', 'vitest-lambda'].filter((name) => !isTestTool(name))).toEqual([])
  expect(['vitest-when', '@middy/core', 'vite-node', 'winston', 'my-vitest'].filter(isTestTool)).toEqual([])
})
