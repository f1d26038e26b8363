import fs from 'node:fs'
import path from 'node:path'
import { cwd } from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workingDirectoryEffect } from '../../src/effects/working-directory.js'
import { createEnvironment, createTaskRoot, failure, inside, installFiles } from './files/inside.js'

const real = process.cwd()
const taskRoot = createTaskRoot()
let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => {
  undo()
  taskRoot.remove()
})

describe('the working directory', () => {
  test('is /var/task at first, also for a named import and for path.resolve [FS-5]', () => {
    inside(createEnvironment(), () => {
      expect([process.cwd(), cwd(), path.posix.resolve('x')]).toEqual(['/var/task', '/var/task', '/var/task/x'])
    })
    expect([process.cwd(), cwd()]).toEqual([real, real])
  })

  test('changes to a directory of /tmp, of the project and of the disk, for its environment alone', () => {
    const one = createEnvironment({ taskRoot: taskRoot.path })
    const other = createEnvironment({ taskRoot: taskRoot.path })
    inside(one, () => {
      process.chdir('d')
      expect([process.cwd(), fs.readFileSync('x', 'utf8')]).toEqual(['/var/task/d', 'deeper'])
      fs.mkdirSync('/tmp/sub')
      process.chdir('../../../tmp/sub')
      fs.writeFileSync('file', 'relative')
      expect([process.cwd(), fs.readFileSync('/tmp/sub/file', 'utf8')]).toEqual(['/tmp/sub', 'relative'])
      process.chdir('/')
      expect(process.cwd()).toBe('/')
      process.chdir('/var/task/d/..')
      expect(process.cwd()).toBe('/var/task')
    })
    inside(other, () => expect(process.cwd()).toBe('/var/task'))
    expect(process.cwd()).toBe(real)
  })

  test.each([
    ['/tmp/nope', 'ENOENT: no such file or directory'],
    ['nope', 'ENOENT: no such file or directory'],
    ['f', 'ENOTDIR: not a directory'],
  ])('does not change to %s', async (directory, reason) => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      expect(await failure(() => process.chdir(directory))).toBe(`${reason}, chdir '/var/task' -> '${directory}'`)
      expect(process.cwd()).toBe('/var/task')
    })
  })

  test('reports a failure with the properties of Node’s own error', () => {
    inside(createEnvironment(), () => {
      try {
        process.chdir('/tmp/nope')
        expect.unreachable()
      } catch (error) {
        expect(Object.entries(error as object)).toEqual([
          ['errno', -2],
          ['code', 'ENOENT'],
          ['syscall', 'chdir'],
          ['path', '/var/task'],
          ['dest', '/tmp/nope'],
        ])
      }
    })
  })

  test('refuses what is no path in the words of Node.js', async () => {
    await inside(createEnvironment(), async () => {
      expect(await failure(() => process.chdir(1 as never))).toBe(
        'The "directory" argument must be of type string. Received type number (1)',
      )
    })
  })

  test('is put back exactly', () => {
    const names = ['cwd', 'chdir'] as const
    const before = names.map((name) => Object.getOwnPropertyDescriptor(process, name))
    const undoAgain = workingDirectoryEffect.install(() => ({ path: '/somewhere' }))
    expect([process.cwd(), cwd()]).toEqual(['/somewhere', '/somewhere'])
    undoAgain()
    expect(names.map((name) => Object.getOwnPropertyDescriptor(process, name))).toEqual(before)
    expect([process.cwd(), cwd()]).toEqual([real, real])
  })
})
