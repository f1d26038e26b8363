import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { createFiles, pendingFileWork, snapshotTmp } from '../../../src/effects/files/files.js'

test('files that nobody touches cost nothing: memfs is not loaded', () => {
  const files = createFiles({ taskRoot: process.cwd(), tmpBytes: 512 * 1024 * 1024 })
  expect([snapshotTmp(files), pendingFileWork(files)]).toEqual([{ files: {}, bytes: 0 }, 0])
  const { cache } = createRequire(import.meta.url)
  expect(Object.keys(cache).filter((path) => /[\\/](?:memfs|@jsonjoy\.com)[\\/]/.test(path))).toEqual([])
})
