import fs from 'node:fs'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calledBack, createEnvironment, createTaskRoot, failure, inside, installFiles } from './inside.js'

const taskRoot = createTaskRoot()
let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => {
  undo()
  taskRoot.remove()
})

describe('renaming in /tmp', () => {
  test('replaces a file, an empty directory, and nothing that Linux would not', async () => {
    await inside(createEnvironment(), async () => {
      fs.writeFileSync('/tmp/a', 'a')
      fs.writeFileSync('/tmp/b', 'b')
      fs.mkdirSync('/tmp/d/e', { recursive: true })
      fs.mkdirSync('/tmp/f')
      await fs.promises.rename('/tmp/a', '/tmp/b')
      expect(fs.readFileSync('/tmp/b', 'utf8')).toBe('a')
      const refused: [string, string, string][] = [
        ['/tmp/b', '/tmp/d', 'EISDIR: illegal operation on a directory'],
        ['/tmp/d', '/tmp/b', 'ENOTDIR: not a directory'],
        ['/tmp/f', '/tmp/d', 'ENOTEMPTY: directory not empty'],
        ['/tmp/d', '/tmp/d/e/x', 'EINVAL: invalid argument'],
        ['/tmp/no', '/tmp/x', 'ENOENT: no such file or directory'],
        ['/tmp/b', '/tmp/no/x', 'ENOENT: no such file or directory'],
        ['/tmp/b', '/tmp/b/x', 'ENOTDIR: not a directory'],
      ]
      for (const [from, to, reason] of refused) {
        expect(await failure(() => fs.renameSync(from, to))).toBe(`${reason}, rename '${from}' -> '${to}'`)
      }
      expect(await calledBack('rename', '/tmp/d', '/tmp/f')).toEqual([null])
      expect(fs.readdirSync('/tmp/f')).toEqual(['e'])
      fs.renameSync('/tmp/b', '/tmp/b')
      expect(fs.readdirSync('/tmp')).toEqual(['b', 'f'])
    })
  })
})

describe('copying a file', () => {
  test('into /tmp from the project and from the disk works, with its mode [FS-2]', async () => {
    fs.chmodSync(`${taskRoot.path}/d/x`, 0o755)
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      fs.copyFileSync('d/x', '/tmp/x')
      await fs.promises.copyFile(pathToFileURL(`${taskRoot.path}/f`), '/tmp/f')
      expect(await calledBack('copyFile', '/tmp/f', '/tmp/g')).toEqual([null])
      expect(['x', 'f', 'g'].map((name) => fs.readFileSync(`/tmp/${name}`, 'utf8'))).toEqual([
        'deeper',
        'from the project',
        'from the project',
      ])
      expect(fs.statSync('/tmp/x').mode & 0o777).toBe(0o755)
    })
  })

  test('replaces, except when it must not', () => {
    inside(createEnvironment(), () => {
      fs.writeFileSync('/tmp/a', 'a')
      fs.writeFileSync('/tmp/b', 'longer')
      fs.copyFileSync('/tmp/a', '/tmp/b')
      fs.copyFileSync('/tmp/a', '/tmp/a')
      expect(fs.readFileSync('/tmp/b', 'utf8') + fs.readFileSync('/tmp/a', 'utf8')).toBe('aa')
      expect(() => fs.copyFileSync('/tmp/a', '/tmp/b', fs.constants.COPYFILE_EXCL)).toThrow(
        "EEXIST: file already exists, copyfile '/tmp/a' -> '/tmp/b'",
      )
    })
  })
})

describe('linking in /tmp', () => {
  test('gives a file a second name', () => {
    inside(createEnvironment(), () => {
      fs.writeFileSync('/tmp/a', 'a')
      fs.linkSync('/tmp/a', '/tmp/b')
      fs.appendFileSync('/tmp/b', 'b')
      expect([fs.readFileSync('/tmp/a', 'utf8'), fs.statSync('/tmp/a').nlink]).toEqual(['ab', 2])
      expect(() => fs.linkSync('/tmp/a', '/tmp/b')).toThrow("EEXIST: file already exists, link '/tmp/a' -> '/tmp/b'")
    })
  })

  test('keeps the words of a symbolic link', () => {
    inside(createEnvironment(), () => {
      fs.symlinkSync('../nowhere', '/tmp/l')
      expect([fs.readlinkSync('/tmp/l'), fs.readlinkSync('/tmp/l', 'buffer')]).toEqual([
        '../nowhere',
        Buffer.from('../nowhere'),
      ])
      expect(() => fs.symlinkSync('x', '/tmp/l')).toThrow("EEXIST: file already exists, symlink 'x' -> '/tmp/l'")
    })
  })
})
