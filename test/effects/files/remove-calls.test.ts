import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calledBack, createEnvironment, failure, inside, installFiles } from './inside.js'

let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => undo())

describe('a directory in /tmp', () => {
  test('is removed when it is empty, or with all that is in it', async () => {
    await inside(createEnvironment(), async () => {
      fs.mkdirSync('/tmp/a/b', { recursive: true })
      fs.writeFileSync('/tmp/a/b/x', '')
      expect(() => fs.rmdirSync('/tmp/a')).toThrow("ENOTEMPTY: directory not empty, rmdir '/tmp/a'")
      expect(() => fs.rmSync('/tmp/a')).toThrow('Path is a directory: rm returned EISDIR (is a directory) /tmp/a')
      expect(() => fs.unlinkSync('/tmp/a')).toThrow("EISDIR: illegal operation on a directory, unlink '/tmp/a'")
      await fs.promises.rm('/tmp/a', { recursive: true, force: true })
      expect(fs.existsSync('/tmp/a')).toBe(false)
      await fs.promises.rm('/tmp/a', { force: true })
      expect(await failure(() => fs.promises.rm('/tmp/a'))).toBe("ENOENT: no such file or directory, lstat '/tmp/a'")
      expect(await calledBack('rm', '/tmp/a', { force: true })).toEqual([null])
    })
  })

  test('can be emptied by replacing a file in it: atomic writers do', () => {
    inside(createEnvironment(), () => {
      fs.mkdirSync('/tmp/a')
      fs.writeFileSync('/tmp/a/x', 'old')
      fs.writeFileSync('/tmp/a/x.new', 'new')
      fs.renameSync('/tmp/a/x.new', '/tmp/a/x')
      expect(fs.readFileSync('/tmp/a/x', 'utf8')).toBe('new')
      fs.unlinkSync('/tmp/a/x')
      fs.rmdirSync('/tmp/a')
      expect(fs.readdirSync('/tmp')).toEqual([])
    })
  })
})

test('/tmp itself stays: removing it empties it, and fails as on a mount point of a read-only disk', async () => {
  await inside(createEnvironment(), async () => {
    fs.mkdirSync('/tmp/a')
    fs.writeFileSync('/tmp/a/x', '')
    expect(await failure(() => fs.rmSync('/tmp', { recursive: true, force: true }))).toBe(
      "EROFS: read-only file system, rmdir '/tmp'",
    )
    expect(fs.readdirSync('/tmp')).toEqual([])
    expect(await failure(() => fs.rmdirSync('/tmp'))).toBe("EROFS: read-only file system, rmdir '/tmp'")
    expect(await failure(() => fs.unlinkSync('/tmp'))).toBe("EROFS: read-only file system, unlink '/tmp'")
  })
})
