import fs from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placeOf } from '../../../src/effects/files/symbolic-links.js'
import { createEnvironment, createTaskRoot, failure, inside, installFiles } from './inside.js'

const taskRoot = createTaskRoot()
let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => {
  undo()
  taskRoot.remove()
})

describe('a symbolic link in /tmp', () => {
  test('leads to files and directories in /tmp', async () => {
    await inside(createEnvironment(), async () => {
      fs.mkdirSync('/tmp/real')
      fs.symlinkSync('/tmp/real', '/tmp/link')
      fs.symlinkSync('real/file', '/tmp/relative')
      fs.writeFileSync('/tmp/link/file', 'a')
      fs.mkdirSync('/tmp/link/sub')
      await fs.promises.appendFile('/tmp/relative', 'b')
      expect(fs.readFileSync('/tmp/real/file', 'utf8')).toBe('ab')
      expect(fs.realpathSync('/tmp/link/file')).toBe('/tmp/real/file')
      expect(fs.readdirSync('/tmp/link')).toEqual(['file', 'sub'])
      expect(fs.lstatSync('/tmp/relative').isSymbolicLink()).toBe(true)
      expect(fs.readlinkSync('/tmp/relative')).toBe('real/file')
    })
  })

  test('out of /tmp reads there, and is no way to write on the real disk [FS-4]', async () => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      fs.symlinkSync('/var/task', '/tmp/code')
      fs.symlinkSync(join(taskRoot.path, 'f'), '/tmp/real')
      fs.symlinkSync('../../../var/task/new', '/tmp/new')
      expect(fs.readFileSync('/tmp/code/f', 'utf8')).toBe('from the project')
      expect(fs.readdirSync('/tmp/code')).toEqual(['d', 'e', 'f'])
      expect(fs.readFileSync('/tmp/real', 'utf8')).toBe('from the project')
      const EROFS = 'EROFS: read-only file system'
      const writes: [() => unknown, string][] = [
        [() => fs.writeFileSync('/tmp/code/f', 'x'), `${EROFS}, open '/tmp/code/f'`],
        [() => fs.writeFileSync('/tmp/real', 'x'), `${EROFS}, open '/tmp/real'`],
        [() => fs.writeFileSync('/tmp/new', 'x'), `${EROFS}, open '/tmp/new'`],
        [() => fs.promises.appendFile('/tmp/code/d/x', 'x'), `${EROFS}, open '/tmp/code/d/x'`],
        [() => fs.promises.rm('/tmp/code/d', { recursive: true }), `${EROFS}, rmdir '/tmp/code/d'`],
        [() => fs.chmodSync('/tmp/real', 0o600), `${EROFS}, chmod '/tmp/real'`],
        [() => fs.truncateSync('/tmp/real', 0), `${EROFS}, open '/tmp/real'`],
        [() => fs.copyFileSync('/tmp/real', '/tmp/code/g'), `${EROFS}, copyfile '/tmp/real' -> '/tmp/code/g'`],
        [() => fs.mkdirSync('/tmp/code/n'), `${EROFS}, mkdir '/tmp/code/n'`],
        [() => fs.utimesSync('/tmp/code', 1, 1), `${EROFS}, utime '/tmp/code'`],
        [
          () => fs.renameSync('/tmp/code/f', '/tmp/f'),
          "EXDEV: cross-device link not permitted, rename '/tmp/code/f' -> '/tmp/f'",
        ],
      ]
      for (const [write, message] of writes) expect(await failure(write)).toBe(message)
    })
    expect(fs.readdirSync(taskRoot.path)).toEqual(['d', 'e', 'f'])
    expect(fs.readFileSync(join(taskRoot.path, 'f'), 'utf8')).toBe('from the project')
  })

  test('is removed, renamed and copied itself, and what it leads to stays', () => {
    inside(createEnvironment(), () => {
      fs.mkdirSync('/tmp/real')
      fs.writeFileSync('/tmp/real/file', 'a')
      for (const remove of [fs.rmSync, fs.unlinkSync]) {
        fs.symlinkSync('/tmp/real', '/tmp/link')
        remove('/tmp/link')
      }
      fs.symlinkSync('/tmp/real', '/tmp/link')
      fs.renameSync('/tmp/link', '/tmp/moved')
      expect(fs.readlinkSync('/tmp/moved')).toBe('/tmp/real')
      fs.mkdirSync('/tmp/tree')
      fs.renameSync('/tmp/moved', '/tmp/tree/link')
      fs.rmSync('/tmp/tree', { recursive: true })
      expect(fs.readdirSync('/tmp/real')).toEqual(['file'])
      expect(fs.readdirSync('/tmp')).toEqual(['real'])
    })
  })

  test('that leads in a circle is an error', () => {
    inside(createEnvironment(), () => {
      fs.symlinkSync('b', '/tmp/a')
      fs.symlinkSync('a', '/tmp/b')
      expect(() => fs.readFileSync('/tmp/a')).toThrow("ELOOP: too many symbolic links encountered, open '/tmp/a'")
    })
  })

  test('that leads nowhere is followed by a write, and is nothing to a read', () => {
    inside(createEnvironment(), () => {
      fs.symlinkSync('target', '/tmp/link')
      expect(() => fs.readFileSync('/tmp/link')).toThrow("ENOENT: no such file or directory, open '/tmp/link'")
      fs.writeFileSync('/tmp/link', 'a')
      expect(fs.readFileSync('/tmp/target', 'utf8')).toBe('a')
      expect(() => fs.writeFileSync('/tmp/link', 'b', { flag: 'wx' })).toThrow(
        "EEXIST: file already exists, open '/tmp/link'",
      )
    })
  })
})

test('without symbolic links a path is not followed, and /tmp is not even loaded', () => {
  const { files } = createEnvironment()
  expect(placeOf(files, '/tmp/x/y')).toMatchObject({ at: 'tmp', path: '/tmp/x/y' })
  expect(files.tmp.untouched).toBe(true)
})
