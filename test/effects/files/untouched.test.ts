// Alone in its file: nothing else here may load memfs.

import fs from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { pendingFileWork, snapshotTmp } from '../../../src/effects/files/files.js'
import { createEnvironment, inside, installFiles } from './inside.js'

function loadedModules(): string[] {
  const { cache } = createRequire(import.meta.url)
  return Object.keys(cache).filter((path) => /[\\/](?:memfs|@jsonjoy\.com)[\\/]/.test(path))
}

test('memfs is loaded at the first touch of /tmp, and by nothing before', () => {
  const undo = installFiles()
  try {
    const environment = createEnvironment()
    inside(environment, () => {
      fs.readFileSync('/var/task/package.json')
      expect(() => fs.writeFileSync('/var/task/x', 'x')).toThrow('EROFS')
    })
    expect([snapshotTmp(environment.files), pendingFileWork(environment.files)]).toEqual([{ files: {}, bytes: 0 }, 0])
    expect(loadedModules()).toEqual([])
    inside(environment, () => fs.existsSync('/tmp/x'))
    expect(loadedModules()).not.toEqual([])
  } finally {
    undo()
  }
})
