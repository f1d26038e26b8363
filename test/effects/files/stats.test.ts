import fs from 'node:fs'
import { Volume } from 'memfs'
import { describe, expect, test } from 'vitest'
import { createFiles } from '../../../src/effects/files/files.js'
import { tmpSpace, toDirents, toStats } from '../../../src/effects/files/stats.js'

const files = createFiles({ taskRoot: '/project', tmpBytes: 10 * 4096 + 100 })
const volume = Volume.fromJSON({ '/d/x': 'hello', '/d/e/y': '' })
volume.symlinkSync('x', '/d/l')

describe('stats', () => {
  test('are Node’s own class, with its fields in its order', () => {
    const stats = toStats(files, volume.statSync('/d/x', { bigint: false }))
    expect(stats).toBeInstanceOf(fs.Stats)
    expect(Object.keys(stats as object).slice(0, 14)).toEqual(Object.keys(fs.statSync('.')).slice(0, 14))
    expect(stats).toMatchObject({ size: 5, blocks: 8, blksize: 4096 })
  })

  test('stay as they are when they are bigints, and undefined when there are none', () => {
    const bigint = volume.statSync('/d/x', { bigint: true })
    expect(toStats(files, bigint)).toBe(bigint)
    expect(toStats(files, undefined)).toBeUndefined()
  })
})

describe('directory entries', () => {
  test('are Node’s own class, of the right kind, below the path that was given', () => {
    const entries = toDirents(volume.readdirSync('/d', { withFileTypes: true }), '/d', 'given') as fs.Dirent[]
    expect(entries.every((entry) => entry instanceof fs.Dirent)).toBe(true)
    const kinds = entries.map((entry) => [entry.name, entry.isDirectory(), entry.isSymbolicLink(), entry.isFile()])
    expect(kinds).toEqual([
      ['e', true, false, false],
      ['l', false, true, false],
      ['x', false, false, true],
    ])
    expect(entries.map((entry) => entry.parentPath)).toEqual(['given', 'given', 'given'])
  })

  test('are left alone when they are names', () => {
    expect(toDirents(['a', 'b'], '/d', 'given')).toEqual(['a', 'b'])
    expect(toDirents(undefined, '/d', 'given')).toBeUndefined()
  })
})

test('the space of /tmp is whole blocks of its configured size [FS-1]', () => {
  expect(tmpSpace(files, false)).toEqual({
    type: 0xef53,
    bsize: 4096,
    frsize: 4096,
    blocks: 10,
    bfree: 10,
    bavail: 10,
    files: 2,
    ffree: 2,
  })
  expect(tmpSpace(files, true)).toMatchObject({ bsize: 4096n, blocks: 10n })
})
