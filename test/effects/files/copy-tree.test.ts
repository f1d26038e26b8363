import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calledBack, createEnvironment, createTaskRoot, failure, inside, installFiles } from './inside.js'

const taskRoot = createTaskRoot()
fs.symlinkSync('x', `${taskRoot.path}/d/l`)
let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => {
  undo()
  taskRoot.remove()
})

function tree(directory: string): string[] {
  return fs.readdirSync(directory, { recursive: true }).map(String).toSorted()
}

describe('cp', () => {
  test('copies a directory of the project into /tmp, in every form', async () => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      fs.cpSync('/var/task', '/tmp/new/sync', { recursive: true })
      await fs.promises.cp('.', '/tmp/new/promise', { recursive: true })
      expect(await calledBack('cp', taskRoot.path, '/tmp/new/callback', { recursive: true })).toEqual([null])
      for (const form of ['sync', 'promise', 'callback']) {
        expect(tree(`/tmp/new/${form}`)).toEqual(['d', 'd/l', 'd/x', 'e', 'f'])
        expect(fs.readFileSync(`/tmp/new/${form}/d/x`, 'utf8')).toBe('deeper')
        expect(fs.readFileSync(`/tmp/new/${form}/d/l`, 'utf8')).toBe('deeper')
      }
      expect(fs.readlinkSync('/tmp/new/sync/d/l')).toBe('/var/task/d/x')
    })
  })

  test('copies within /tmp, links as they are or what they lead to', () => {
    inside(createEnvironment(), () => {
      fs.mkdirSync('/tmp/a')
      fs.writeFileSync('/tmp/a/x', 'x')
      fs.symlinkSync('x', '/tmp/a/l')
      fs.cpSync('/tmp/a', '/tmp/verbatim', { recursive: true, verbatimSymlinks: true })
      fs.cpSync('/tmp/a', '/tmp/followed', { recursive: true, dereference: true })
      expect(fs.readlinkSync('/tmp/verbatim/l')).toBe('x')
      expect(fs.lstatSync('/tmp/followed/l').isFile()).toBe(true)
    })
  })

  test('asks the filter, which may answer later, for every entry in the words of the caller', async () => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      const asked: string[] = []
      const filter = async (from: string, to: string): Promise<boolean> => {
        asked.push(`${from} ${to}`)
        await Promise.resolve()
        return !from.endsWith('/d')
      }
      await fs.promises.cp('/var/task', '/tmp/copy', { recursive: true, filter })
      expect(tree('/tmp/copy')).toEqual(['e', 'f'])
      expect(asked).toEqual([
        '/var/task /tmp/copy',
        ...['d', 'e', 'f'].map((name) => `/var/task/${name} /tmp/copy/${name}`),
      ])
      const message = 'Expected boolean to be returned from the "filter" function but got an instance of Promise.'
      expect(
        await failure(() => fs.cpSync('/var/task', '/tmp/other', { recursive: true, filter: filter as never })),
      ).toBe(message)
    })
  })

  test('keeps, refuses or replaces what is there', async () => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      fs.writeFileSync('/tmp/f', 'mine')
      fs.cpSync('f', '/tmp/f', { force: false })
      expect(fs.readFileSync('/tmp/f', 'utf8')).toBe('mine')
      expect(await failure(() => fs.cpSync('f', '/tmp/f', { force: false, errorOnExist: true }))).toBe(
        'Target already exists: /tmp/f',
      )
      fs.cpSync('f', '/tmp/f', { preserveTimestamps: true })
      expect(fs.readFileSync('/tmp/f', 'utf8')).toBe('from the project')
      expect(Math.abs(fs.statSync('/tmp/f').mtimeMs - fs.statSync('f').mtimeMs)).toBeLessThan(2)
    })
  })

  test.each([
    [
      'd',
      '/tmp/x',
      {},
      'Recursive option not enabled, cannot copy a directory: cp returned EISDIR (/var/task/d is a directory (not copied)) /var/task/d',
    ],
    ['/tmp/d', '/tmp/d', { recursive: true }, 'src and dest cannot be the same /tmp/d'],
    ['/tmp/d', '/tmp/d/e', { recursive: true }, 'cannot copy /tmp/d to a subdirectory of self /tmp/d/e'],
    ['/tmp/f', '/tmp/d', {}, 'Cannot overwrite directory /tmp/d with non-directory /tmp/f'],
    ['/tmp/d', '/tmp/f', { recursive: true }, 'Cannot overwrite non-directory /tmp/f with directory /tmp/d'],
  ])('refuses %s to %s with %j', async (from, to, options, message) => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      fs.mkdirSync('/tmp/d')
      fs.writeFileSync('/tmp/f', '')
      expect(await failure(() => fs.cpSync(from, to, options))).toBe(message)
      expect(await failure(() => fs.promises.cp(from, to, options))).toBe(message)
      expect(String((await calledBack('cp', from, to, options))[0])).toContain(message)
    })
  })
})
