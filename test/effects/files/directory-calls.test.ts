import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calledBack, createEnvironment, failure, inside, installFiles } from './inside.js'

let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => undo())

describe('a directory in /tmp', () => {
  test('is made with its parents, and the first that was made is told', async () => {
    await inside(createEnvironment(), async () => {
      expect(fs.mkdirSync('/tmp/a/b/c', { recursive: true })).toBe('/tmp/a')
      expect(fs.mkdirSync('/tmp/a/b/d/e', { recursive: true })).toBe('/tmp/a/b/d')
      expect(fs.mkdirSync('/tmp/a/b', { recursive: true })).toBeUndefined()
      expect(await calledBack('mkdir', '/tmp/x/y', { recursive: true })).toEqual([null, '/tmp/x'])
      expect(await calledBack('mkdir', '/tmp/z')).toEqual([null])
      expect(await fs.promises.mkdir('/tmp/p/q', { recursive: true, mode: 0o700 })).toBe('/tmp/p')
      expect(fs.statSync('/tmp/p/q').mode & 0o777).toBe(0o700)
    })
  })

  test('is temporary with a random name that others cannot read', async () => {
    await inside(createEnvironment(), async () => {
      const made = [
        fs.mkdtempSync('/tmp/a-'),
        await fs.promises.mkdtemp('/tmp/a-'),
        (await calledBack('mkdtemp', '/tmp/a-'))[1],
        fs.mkdtempSync('/tmp/'),
      ]
      for (const path of made) {
        expect(path).toMatch(/^\/tmp\/(?:a-)?[A-Za-z0-9]{6}$/)
        expect(fs.statSync(path as string).mode & 0o777).toBe(0o700)
      }
      expect(new Set(made).size).toBe(4)
      expect(fs.mkdtempSync('/tmp/b-', 'buffer')).toBeInstanceOf(Buffer)
      expect(await failure(() => fs.mkdtempSync('/tmp/no/b-'))).toBe(
        "ENOENT: no such file or directory, mkdtemp '/tmp/no/b-XXXXXX'",
      )
    })
  })

  test.runIf('mkdtempDisposableSync' in fs)('that is temporary removes itself when it is disposed', async () => {
    await inside(createEnvironment(), async () => {
      const made = fs.mkdtempDisposableSync('/tmp/a-')
      fs.writeFileSync(`${made.path}/x`, '')
      made[Symbol.dispose]()
      made.remove()
      const later = await fs.promises.mkdtempDisposable('/tmp/b-')
      expect(fs.readdirSync('/tmp')).toEqual([later.path.slice('/tmp/'.length)])
      await later[Symbol.asyncDispose]()
      expect(fs.readdirSync('/tmp')).toEqual([])
    })
  })

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
