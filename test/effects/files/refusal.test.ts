import fs from 'node:fs'
import { join } from 'node:path'
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

const EROFS = 'EROFS: read-only file system'
const ENOENT = 'ENOENT: no such file or directory'
const ENOTDIR = 'ENOTDIR: not a directory'
const EEXIST = 'EEXIST: file already exists'
const EISDIR = 'EISDIR: illegal operation on a directory'
const EXDEV = 'EXDEV: cross-device link not permitted'

/** What Node.js on a read-only Linux mount answers: recorded with Node.js 22.12, 22.23, 24.21 and 26.10. */
const ANSWERS: readonly [name: string, args: readonly unknown[], message: string][] = [
  ['writeFile', ['/var/task/n', 'x'], `${EROFS}, open '/var/task/n'`],
  ['writeFile', ['/var/task/f', 'x'], `${EROFS}, open '/var/task/f'`],
  ['writeFile', ['/var/task/f', 'x', { flag: 'wx' }], `${EEXIST}, open '/var/task/f'`],
  ['writeFile', ['/var/task/n', 'x', { flag: 'r+' }], `${ENOENT}, open '/var/task/n'`],
  ['writeFile', ['/var/task/no/n', 'x'], `${ENOENT}, open '/var/task/no/n'`],
  ['writeFile', ['/var/task/f/n', 'x'], `${ENOTDIR}, open '/var/task/f/n'`],
  ['writeFile', ['/var/task/d', 'x'], `${EISDIR}, open '/var/task/d'`],
  ['writeFile', ['/opt/n', 'x'], `${EROFS}, open '/opt/n'`],
  ['writeFile', ['n', 'x'], `${EROFS}, open 'n'`],
  ['writeFile', ['/tmp/../var/task/n', 'x'], `${EROFS}, open '/tmp/../var/task/n'`],
  ['appendFile', ['/var/task/n', 'x'], `${EROFS}, open '/var/task/n'`],
  ['open', ['/var/task/f', 'r+'], `${EROFS}, open '/var/task/f'`],
  ['open', ['/var/task/d', 'r+'], `${EISDIR}, open '/var/task/d'`],
  ['open', ['/var/task/n', 'a+'], `${EROFS}, open '/var/task/n'`],
  ['open', ['/var/task/n', fs.constants.O_CREAT], `${EROFS}, open '/var/task/n'`],
  ['open', ['/var/task/f', fs.constants.O_TRUNC], `${EROFS}, open '/var/task/f'`],
  ['mkdir', ['/var/task/n'], `${EROFS}, mkdir '/var/task/n'`],
  ['mkdir', ['/var/task/d'], `${EEXIST}, mkdir '/var/task/d'`],
  ['mkdir', ['/var/task/no/n'], `${ENOENT}, mkdir '/var/task/no/n'`],
  ['mkdir', ['/var/task/f/n'], `${ENOTDIR}, mkdir '/var/task/f/n'`],
  ['mkdir', ['/var/task/n', { recursive: true }], `${ENOENT}, mkdir '/var/task/n'`],
  ['mkdir', ['/var/task/f', { recursive: true }], `${EEXIST}, mkdir '/var/task/f'`],
  ['mkdir', ['/var/task/f/b', { recursive: true }], `${ENOTDIR}, mkdir '/var/task/f/b'`],
  ['mkdir', ['/tmp'], `${EEXIST}, mkdir '/tmp'`],
  ['mkdtemp', ['/var/task/n-'], `${EROFS}, mkdtemp '/var/task/n-XXXXXX'`],
  ['mkdtemp', ['/var/task/no/n-'], `${ENOENT}, mkdtemp '/var/task/no/n-XXXXXX'`],
  ['mkdtemp', [''], `${EROFS}, mkdtemp 'XXXXXX'`],
  ['mkdtemp', ['/tmp'], `${EROFS}, mkdtemp '/tmpXXXXXX'`],
  ['rm', ['/var/task/f'], `${EROFS}, unlink '/var/task/f'`],
  ['rm', ['/var/task/n'], `${ENOENT}, lstat '/var/task/n'`],
  ['rm', ['/var/task/f', { force: true }], `${EROFS}, unlink '/var/task/f'`],
  ['rm', ['/var/task/d', { recursive: true }], `${EROFS}, rmdir '/var/task/d'`],
  ['rm', ['/var/task/d'], 'Path is a directory: rm returned EISDIR (is a directory) /var/task/d'],
  ['rmdir', ['/var/task/e'], `${EROFS}, rmdir '/var/task/e'`],
  ['rmdir', ['/var/task/n'], `${EROFS}, rmdir '/var/task/n'`],
  ['rmdir', ['/tmp'], `${EROFS}, rmdir '/tmp'`],
  ['unlink', ['/var/task/f'], `${EROFS}, unlink '/var/task/f'`],
  ['unlink', ['/var/task/n'], `${EROFS}, unlink '/var/task/n'`],
  ['unlink', ['/var/task/no/n'], `${ENOENT}, unlink '/var/task/no/n'`],
  ['rename', ['/var/task/f', '/var/task/g'], `${EROFS}, rename '/var/task/f' -> '/var/task/g'`],
  ['rename', ['/var/task/no/n', '/var/task/g'], `${ENOENT}, rename '/var/task/no/n' -> '/var/task/g'`],
  ['rename', ['/var/task/f', '/tmp/g'], `${EXDEV}, rename '/var/task/f' -> '/tmp/g'`],
  ['rename', ['/tmp/n', '/var/task/g'], `${EXDEV}, rename '/tmp/n' -> '/var/task/g'`],
  ['rename', ['/tmp/n', '/var/task/no/g'], `${ENOENT}, rename '/tmp/n' -> '/var/task/no/g'`],
  ['rename', ['/tmp', '/var/task/g'], `${EROFS}, rename '/tmp' -> '/var/task/g'`],
  ['link', ['/var/task/f', '/var/task/g'], `${EROFS}, link '/var/task/f' -> '/var/task/g'`],
  ['link', ['/var/task/f', '/var/task/d'], `${EEXIST}, link '/var/task/f' -> '/var/task/d'`],
  ['link', ['/var/task/f', '/tmp/g'], `${EXDEV}, link '/var/task/f' -> '/tmp/g'`],
  ['link', ['/tmp/n', '/var/task/g'], `${ENOENT}, link '/tmp/n' -> '/var/task/g'`],
  ['symlink', ['x', '/var/task/n'], `${EROFS}, symlink 'x' -> '/var/task/n'`],
  ['symlink', ['x', '/var/task/f'], `${EEXIST}, symlink 'x' -> '/var/task/f'`],
  ['symlink', ['x', '/var/task/no/n'], `${ENOENT}, symlink 'x' -> '/var/task/no/n'`],
  ['chmod', ['/var/task/f', 0o600], `${EROFS}, chmod '/var/task/f'`],
  ['chmod', ['/var/task/n', 0o600], `${ENOENT}, chmod '/var/task/n'`],
  ['chown', ['/var/task/f', 0, 0], `${EROFS}, chown '/var/task/f'`],
  ['lchown', ['/var/task/f', 0, 0], `${EROFS}, lchown '/var/task/f'`],
  ['utimes', ['/var/task/f', 1, 1], `${EROFS}, utime '/var/task/f'`],
  ['lutimes', ['/var/task/f', 1, 1], `${EROFS}, lutime '/var/task/f'`],
  ['truncate', ['/var/task/f', 1], `${EROFS}, open '/var/task/f'`],
  ['truncate', ['/var/task/n', 1], `${ENOENT}, open '/var/task/n'`],
  ['truncate', ['/var/task/d', 1], `${EISDIR}, open '/var/task/d'`],
  ['access', ['/var/task/f', fs.constants.W_OK], `${EROFS}, access '/var/task/f'`],
  ['access', ['/var/task/n', fs.constants.W_OK], `${ENOENT}, access '/var/task/n'`],
  ['copyFile', ['/var/task/f', '/var/task/g'], `${EROFS}, copyfile '/var/task/f' -> '/var/task/g'`],
  ['copyFile', ['/var/task/f', '/var/task/d/x'], `${EROFS}, copyfile '/var/task/f' -> '/var/task/d/x'`],
  ['copyFile', ['/var/task/n', '/var/task/g'], `${ENOENT}, copyfile '/var/task/n' -> '/var/task/g'`],
  ['copyFile', ['/var/task/f', '/var/task/d/x', 1], `${EEXIST}, copyfile '/var/task/f' -> '/var/task/d/x'`],
  ['copyFile', ['/var/task/f', '/var/task/d'], `${EISDIR}, copyfile '/var/task/f' -> '/var/task/d'`],
  ['cp', ['/var/task/f', '/var/task/g'], `${EROFS}, copyfile '/var/task/f' -> '/var/task/g'`],
  ['cp', ['/var/task/d', '/var/task/g', { recursive: true }], `${EROFS}, mkdir '/var/task/g'`],
  ['cp', ['/var/task/f', '/var/task/d/x'], `${EROFS}, unlink '/var/task/d/x'`],
  ['cp', ['/var/task/n', '/tmp/g'], `${ENOENT}, lstat '/var/task/n'`],
]

/** Everything about the real directory that a change could change. */
function facts(directory: string): unknown {
  return fs.readdirSync(directory, { withFileTypes: true }).map((entry) => {
    const path = join(directory, entry.name)
    const { mode, mtimeMs, uid, gid, size, nlink } = fs.lstatSync(path)
    return [path, mode, mtimeMs, uid, gid, size, nlink, entry.isDirectory() && facts(path)]
  })
}

describe.each(ANSWERS)('fs.%s%j outside /tmp', (name, args, message) => {
  test.each([
    ['synchronous', () => (Reflect.get(fs, `${name}Sync`) as (...args: readonly unknown[]) => unknown)(...args)],
    ['callback', () => calledBack(name, ...args).then(([error]) => (error instanceof Error ? error.message : error))],
    ['promise', () => (Reflect.get(fs.promises, name) as (...args: readonly unknown[]) => unknown)(...args)],
  ])('is refused as on a read-only Linux mount, in its %s form [FS-4]', async (_, call) => {
    const before = facts(taskRoot.path)
    const environment = createEnvironment({ taskRoot: taskRoot.path })
    expect(await inside(environment, () => failure(call))).toBe(message)
    expect(facts(taskRoot.path)).toEqual(before)
  })
})

describe('a refusal', () => {
  test('has the properties of a real system error, in Node.js order [FS-4]', () => {
    const environment = createEnvironment({ taskRoot: taskRoot.path })
    const error: unknown = inside(environment, () => {
      try {
        return fs.writeFileSync('/var/task/n', 'x')
      } catch (caught) {
        return caught
      }
    })
    expect(error).toBeInstanceOf(Error)
    expect(Object.entries(error as object)).toEqual([
      ['errno', -30],
      ['code', 'EROFS'],
      ['syscall', 'open'],
      ['path', '/var/task/n'],
    ])
  })

  test('begins its stack where the function called', () => {
    const environment = createEnvironment({ taskRoot: taskRoot.path })
    const stack = inside(environment, function handlerOfTheUser() {
      try {
        fs.rmSync('/var/task/f')
      } catch (error) {
        return String((error as Error).stack)
      }
      return ''
    })
    expect(stack.split('\n')[0]).toBe(`Error: ${EROFS}, unlink '/var/task/f'`)
    expect(stack.split('\n')[1]).toContain('handlerOfTheUser')
  })

  test('is not given for a directory that is there already, made recursively', () => {
    const environment = createEnvironment({ taskRoot: taskRoot.path })
    inside(environment, () => {
      expect(fs.mkdirSync('/var/task/d', { recursive: true })).toBeUndefined()
      expect(fs.mkdirSync('/tmp', { recursive: true })).toBeUndefined()
    })
  })

  test('is not given for the removal of nothing, with force', () => {
    const environment = createEnvironment({ taskRoot: taskRoot.path })
    expect(inside(environment, () => fs.rmSync('/var/task/n', { force: true }))).toBeUndefined()
  })
})
