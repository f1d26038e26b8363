import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { toBytes } from '../../../src/effects/files/content-calls.js'
import { calledBack, createEnvironment, inside, installFiles } from './inside.js'

let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => undo())

describe('a file in /tmp', () => {
  test('is written and read in every form, with options or an encoding', async () => {
    await inside(createEnvironment(), async () => {
      fs.writeFileSync('/tmp/a', 'grüezi', 'latin1')
      expect(fs.readFileSync('/tmp/a', 'latin1')).toBe('grüezi')
      expect(fs.readFileSync('/tmp/a')).toEqual(Buffer.from('grüezi', 'latin1'))
      expect(await calledBack('writeFile', '/tmp/b', 'b', { mode: 0o600 })).toEqual([null])
      expect(await calledBack('readFile', '/tmp/b', { encoding: 'utf8' })).toEqual([null, 'b'])
      expect(await calledBack('appendFile', '/tmp/b', Buffer.from('c'))).toEqual([null])
      await fs.promises.writeFile('/tmp/b', 'd', { flag: 'a' })
      expect(await fs.promises.readFile('/tmp/b', { encoding: null })).toEqual(Buffer.from('bcd'))
      expect(fs.statSync('/tmp/b').mode & 0o777).toBe(0o600)
    })
  })

  test('is made of strings and views, the bytes of each view alone', () => {
    inside(createEnvironment(), () => {
      const bytes = new Uint8Array([1, 2, 3, 4])
      const views = [bytes.subarray(1, 3), new DataView(bytes.buffer, 1, 2), new Uint16Array(bytes.buffer, 2, 1)]
      const written = views.map((view) => {
        fs.writeFileSync('/tmp/x', view)
        return [...fs.readFileSync('/tmp/x')]
      })
      expect(written).toEqual([
        [2, 3],
        [2, 3],
        [3, 4],
      ])
    })
  })

  test('opens by words and by numbers, for reading when nothing is said', async () => {
    const { O_CREAT, O_EXCL, O_WRONLY, O_APPEND, O_RDONLY } = fs.constants
    await inside(createEnvironment(), async () => {
      const fd = fs.openSync('/tmp/x', O_CREAT | O_EXCL | O_WRONLY, 0o600)
      fs.writeSync(fd, 'a')
      expect(() => fs.openSync('/tmp/x', O_CREAT | O_EXCL | O_WRONLY)).toThrow('EEXIST')
      fs.writeSync(fs.openSync('/tmp/x', O_WRONLY | O_APPEND), 'b')
      expect(fs.readFileSync(fs.openSync('/tmp/x', O_RDONLY), 'utf8')).toBe('ab')
      const [error, number] = await calledBack('open', '/tmp/x')
      expect([error, fs.readFileSync(number as number, 'utf8')]).toEqual([null, 'ab'])
    })
  })

  test('is no directory, and a directory is no file', () => {
    inside(createEnvironment(), () => {
      fs.writeFileSync('/tmp/x', 'a')
      expect(() => fs.writeFileSync('/tmp/y/', 'a')).toThrow("EISDIR: illegal operation on a directory, open '/tmp/y/'")
      expect(() => fs.readFileSync('/tmp/x/')).toThrow("ENOTDIR: not a directory, open '/tmp/x/'")
      expect(() => fs.readFileSync('/tmp')).toThrow('EISDIR: illegal operation on a directory, read')
    })
  })

  test('is read as a blob', async () => {
    await inside(createEnvironment(), async () => {
      fs.writeFileSync('/tmp/x', 'hello')
      const blob = await fs.openAsBlob('/tmp/x', { type: 'text/plain' })
      expect([await blob.text(), blob.type, blob.size]).toEqual(['hello', 'text/plain', 5])
    })
  })

  test('is not touched when the signal was aborted before', async () => {
    await inside(createEnvironment(), async () => {
      const signal = AbortSignal.abort(new Error('because'))
      const expected = { name: 'AbortError', code: 'ABORT_ERR', message: 'The operation was aborted' }
      await expect(fs.promises.writeFile('/tmp/x', 'a', { signal })).rejects.toMatchObject(expected)
      const [error] = await calledBack('readFile', '/tmp/x', { signal })
      expect(error).toMatchObject({ ...expected, cause: new Error('because') })
      expect(fs.existsSync('/tmp/x')).toBe(false)
    })
  })

  test('is aborted while it is under way', async () => {
    await inside(createEnvironment(), async () => {
      const controller = new AbortController()
      const writing = fs.promises.writeFile('/tmp/x', 'a', { signal: controller.signal })
      controller.abort()
      await expect(writing).rejects.toMatchObject({ name: 'AbortError' })
      expect(fs.existsSync('/tmp/x')).toBe(false)
    })
  })
})

test('data and encodings that are none are refused before anything is opened, and never reach the real disk', async () => {
  const path = `/tmp/vitest-lambda-${process.pid}-${Math.random()}`
  await inside(createEnvironment(), async () => {
    const data: unknown[] = [1, {}, null, undefined, Symbol('x'), () => 'x']
    for (const each of data) {
      expect(() => fs.writeFileSync(path, each as never)).toThrow('The "data" argument must be of type string')
      expect(() => fs.appendFile(path, each as never, vi.fn())).toThrow('The "data" argument must be of type string')
      await expect(fs.promises.writeFile(path, each as never)).rejects.toThrow(
        'The "data" argument must be of type string',
      )
    }
    const message = "The argument 'encoding' is invalid encoding. Received 'nope'"
    expect(() => fs.writeFileSync(path, 'x', 'nope' as never)).toThrow(message)
    expect(fs.existsSync(path)).toBe(false)
    for (const encoding of ['', null, undefined, 'buffer'])
      fs.appendFileSync(path, 'x', { encoding: encoding as never })
    expect(fs.readFileSync(path, 'utf8')).toBe('xxxx')
    await fs.promises.writeFile(path, Object.assign(() => 1, { *[Symbol.iterator]() { yield 'chunk' } }) as never) // prettier-ignore
    expect(fs.readFileSync(path, 'utf8')).toBe('chunk')
  })
  expect(fs.existsSync(path)).toBe(false)
})

test('an empty path is nothing, whatever is done to it', async () => {
  await inside(createEnvironment(), async () => {
    const names = [
      'readFile',
      'writeFile',
      'mkdir',
      'rm',
      'stat',
      'unlink',
      'rmdir',
      'readdir',
      'truncate',
      'appendFile',
    ]
    const codes = await Promise.all(
      names.map(
        async (name) =>
          (
            (
              await calledBack(name, '', ...(name.endsWith('ile') && name !== 'readFile' ? ['x'] : []))
            )[0] as NodeJS.ErrnoException
          ).code,
      ),
    )
    expect(codes.every((code) => code === 'ENOENT' || code === 'EROFS')).toBe(true)
    expect(() => fs.cpSync('', '/tmp/x', { recursive: true })).toThrow("ENOENT: no such file or directory, lstat ''")
    expect(fs.existsSync('')).toBe(false)
  })
})

test('bytes are of strings in their encoding and of views, and of nothing else', () => {
  expect(toBytes('ÿ', 'latin1')).toEqual(Buffer.from([0xff]))
  expect(toBytes('é')).toEqual(Buffer.from('é'))
  expect([toBytes(1), toBytes({}), toBytes(null), toBytes(['a'])]).toEqual([undefined, undefined, undefined, undefined])
})
