import fs from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asCall, directoryError, hasCode, inGivenWords, systemError } from '../../../src/effects/files/system-error.js'

function caught(run: () => unknown): NodeJS.ErrnoException {
  try {
    run()
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
  throw new Error('nothing was thrown')
}

describe('a system error', () => {
  test('is what Node.js throws for the same failure: properties, order and text', () => {
    const real = caught(() => fs.readFileSync('/no/such/file'))
    const ours = systemError('ENOENT', 'open', '/no/such/file')
    expect(Object.entries(ours)).toEqual(process.platform === 'win32' ? expect.anything() : Object.entries(real))
    expect(ours.message).toBe(real.message)
    expect(Object.prototype.toString.call(ours)).toBe('[object Error]')
  })

  test('names two paths, one, or none', () => {
    expect(systemError('EXDEV', 'rename', '/a', '/b').message).toBe(
      "EXDEV: cross-device link not permitted, rename '/a' -> '/b'",
    )
    expect(systemError('ENOSPC', 'write')).toMatchObject({
      message: 'ENOSPC: no space left on device, write',
      errno: -28,
      code: 'ENOSPC',
      syscall: 'write',
    })
    expect(Object.keys(systemError('ENOSPC', 'write'))).toEqual(['errno', 'code', 'syscall'])
  })

  test('is recognised by its code; an error of the user with the same code is not one', () => {
    expect(hasCode(systemError('ENOENT', 'open', '/x'), 'EXDEV', 'ENOENT')).toBe(true)
    expect(hasCode(systemError('ENOENT', 'open', '/x'), 'EXDEV')).toBe(false)
    expect(hasCode(Object.assign(new Error('mine'), { code: 'ENOENT' }), 'ENOENT')).toBe(false)
  })
})

describe('a failure reported as another call', () => {
  test('keeps its code', () => {
    expect(asCall(systemError('EEXIST', 'mkdir', '/x'), 'mkdtemp', '/xXXXXXX')).toMatchObject({
      message: "EEXIST: file already exists, mkdtemp '/xXXXXXX'",
      syscall: 'mkdtemp',
    })
  })

  test('stays as it is when it is no system error', () => {
    const error = new TypeError('mine')
    expect(asCall(error, 'open', '/x')).toBe(error)
    const unknown = Object.assign(new Error('E'), { code: 'EODD', errno: 1, syscall: 'x' })
    expect(asCall(unknown, 'open', '/x')).toBe(unknown)
  })
})

describe('an error in the words of the caller', () => {
  test('names the given path in message, stack and properties', () => {
    const error = inGivenWords(systemError('ENOENT', 'open', '/real/project/x'), '/real/project/x', 'x')
    expect(error).toMatchObject({ message: "ENOENT: no such file or directory, open 'x'", path: 'x' })
    expect((error as Error).stack).toMatch(/^Error: ENOENT: no such file or directory, open 'x'\n/)
  })

  test('names what is below the path by the given beginning, and leaves other paths alone', () => {
    const below = inGivenWords(systemError('EEXIST', 'copyfile', '/real/a/b', '/real/ab'), '/real/a', '/var/task/a')
    expect(below).toMatchObject({
      message: "EEXIST: file already exists, copyfile '/var/task/a/b' -> '/real/ab'",
      path: '/var/task/a/b',
      dest: '/real/ab',
    })
  })

  test('never replaces twice, whatever the two paths are', () => {
    const path = fc.stringMatching(/^\/[ab/$&]{1,6}$/)
    fc.assert(
      fc.property(path, path, (inner, given) => {
        const error = inGivenWords(systemError('ENOENT', 'open', inner), inner, given)
        expect((error as Error).message).toBe(`ENOENT: no such file or directory, open '${given}'`)
      }),
    )
  })

  test('names the path of ERR_FS_EISDIR, which has no quotes', () => {
    const error = directoryError('Path is a directory', 'rm', 'is a directory', '/real/d')
    expect(inGivenWords(error, '/real/d', '/var/task/d')).toMatchObject({
      message: 'Path is a directory: rm returned EISDIR (is a directory) /var/task/d',
      code: 'ERR_FS_EISDIR',
      path: '/var/task/d',
    })
  })

  test('leaves everything else alone', () => {
    expect(inGivenWords('a string', '/a', '/b')).toBe('a string')
    const error = new Error("open '/a'")
    expect(inGivenWords(error, '/a', '/b')).toBe(error)
    expect(error.message).toBe("open '/a'")
  })
})
