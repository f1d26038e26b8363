import fs from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calledBack, createEnvironment, createTaskRoot, inside, installFiles } from './inside.js'

const taskRoot = createTaskRoot()
let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => {
  undo()
  taskRoot.remove()
})

describe('looking at what is in /tmp', () => {
  test('gives fs.Stats in every form', async () => {
    await inside(createEnvironment(), async () => {
      fs.writeFileSync('/tmp/x', 'hello')
      const [, called] = await calledBack('stat', '/tmp/x')
      const all = [
        fs.statSync('/tmp/x'),
        fs.lstatSync('/tmp/x'),
        fs.fstatSync(fs.openSync('/tmp/x', 'r')),
        await fs.promises.stat('/tmp/x'),
        await promisify(fs.lstat)('/tmp/x'),
        called as fs.Stats,
      ]
      for (const stats of all) {
        expect(stats).toBeInstanceOf(fs.Stats)
        expect([stats.isFile(), stats.isDirectory(), stats.size, stats.blocks]).toEqual([true, false, 5, 8])
        expect(stats.mtime.getTime()).toBe(stats.mtimeMs)
      }
    })
  })

  test('gives bigints when asked, and undefined for nothing when asked', async () => {
    await inside(createEnvironment(), async () => {
      fs.writeFileSync('/tmp/x', 'hello')
      expect(fs.statSync('/tmp/x', { bigint: true }).size).toBe(5n)
      expect(fs.statSync('/tmp/nope', { throwIfNoEntry: false })).toBeUndefined()
      expect(fs.lstatSync('/tmp/nope', { throwIfNoEntry: false })).toBeUndefined()
      expect(() => fs.statSync('/tmp/nope')).toThrow("ENOENT: no such file or directory, stat '/tmp/nope'")
    })
  })

  test('lists names, entries and trees', async () => {
    await inside(createEnvironment(), async () => {
      fs.mkdirSync('/tmp/d/e', { recursive: true })
      fs.writeFileSync('/tmp/d/e/x', '')
      fs.symlinkSync('x', '/tmp/d/l')
      expect(fs.readdirSync('/tmp/d/')).toEqual(['e', 'l'])
      expect(fs.readdirSync('/tmp/d', { recursive: true }).toSorted()).toEqual(['e', 'e/x', 'l'])
      expect(fs.readdirSync('/tmp/d', 'buffer')).toEqual([Buffer.from('e'), Buffer.from('l')])
      const entries = await fs.promises.readdir('/tmp/./d', { withFileTypes: true })
      expect(entries.every((entry) => entry instanceof fs.Dirent)).toBe(true)
      expect(
        entries.map((entry) => [entry.name, entry.parentPath, entry.isDirectory(), entry.isSymbolicLink()]),
      ).toEqual([
        ['e', '/tmp/./d', true, false],
        ['l', '/tmp/./d', false, true],
      ])
      const names: string[] = []
      for await (const entry of await fs.promises.opendir('/tmp/d')) names.push(entry.name)
      expect(names.toSorted()).toEqual(['e', 'l'])
    })
  })

  test('answers exists and access', async () => {
    await inside(createEnvironment(), async () => {
      fs.writeFileSync('/tmp/x', '')
      expect([fs.existsSync('/tmp/x'), fs.existsSync('/tmp/y'), fs.existsSync('/tmp')]).toEqual([true, false, true])
      expect(await calledBack('exists', '/tmp/x')).toEqual([true])
      expect(await promisify(fs.exists)('/tmp/y')).toBe(false)
      expect(fs.accessSync('/tmp/x', fs.constants.R_OK | fs.constants.W_OK)).toBeUndefined()
      await expect(fs.promises.access('/tmp/y')).rejects.toThrow("ENOENT: no such file or directory, access '/tmp/y'")
      const [error] = await calledBack('access', '/tmp/y')
      expect((error as Error).stack).toBe("Error: ENOENT: no such file or directory, access '/tmp/y'")
    })
  })

  test('reports the configured size and what is left of it [FS-1]', async () => {
    const MB = 1024 * 1024
    await inside(createEnvironment({ tmpBytes: 512 * MB }), async () => {
      expect(fs.statfsSync('/tmp')).toMatchObject({ bsize: 4096, blocks: 131_072, bfree: 131_072 })
      fs.writeFileSync('/tmp/x', Buffer.alloc(4 * MB))
      expect(await fs.promises.statfs('/tmp/x')).toMatchObject({ blocks: 131_072, bavail: 131_072 - 1024 })
      expect(fs.statfsSync('/tmp', { bigint: true }).blocks).toBe(131_072n)
      expect(() => fs.statfsSync('/tmp/nope')).toThrow("ENOENT: no such file or directory, statfs '/tmp/nope'")
    })
  })
})

describe('looking at the project', () => {
  test('names it /var/task: entries, real paths, errors [FS-5]', async () => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      const entries = fs.readdirSync('/var/task', { withFileTypes: true, recursive: true })
      expect(entries.map((entry) => `${entry.parentPath}/${entry.name}`).toSorted()).toEqual(
        ['d', 'd/x', 'e', 'f'].map((name) => `/var/task/${name}`),
      )
      expect(fs.realpathSync('.')).toBe('/var/task')
      expect(fs.realpathSync.native('d/x')).toBe('/var/task/d/x')
      expect(await fs.promises.realpath('/var/task/f')).toBe('/var/task/f')
      expect(fs.realpathSync(join(taskRoot.path, 'f'))).toBe(join(taskRoot.path, 'f'))
      expect(fs.realpathSync('f', 'buffer')).toEqual(Buffer.from('/var/task/f'))
      const [error] = await calledBack('readdir', 'nope')
      expect(error).toMatchObject({ message: "ENOENT: no such file or directory, scandir 'nope'", path: 'nope' })
      expect(fs.existsSync('f')).toBe(true)
      expect(await promisify(fs.exists)('nope')).toBe(false)
    })
  })

  test('leaves the rest of the disk as it is: /opt and /var/runtime are whatever the host has', () => {
    const real = ['/opt', '/var/runtime', '/usr'].map((path) => fs.existsSync(path))
    inside(createEnvironment(), () => {
      expect(['/opt', '/var/runtime', '/usr'].map((path) => fs.existsSync(path))).toEqual(real)
      expect(() => fs.readFileSync('/opt/no/such/layer')).toThrow(
        "ENOENT: no such file or directory, open '/opt/no/such/layer'",
      )
    })
  })
})
