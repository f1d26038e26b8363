import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the suite runs on the Node.js that tools/node pins, not on the one that happens to be installed', () => {
  const pinned = JSON.parse(readFileSync(new URL('../tools/node/package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  expect(process.versions.node.split('.')[0]).toBe(pinned.version.split('.')[0])
})
