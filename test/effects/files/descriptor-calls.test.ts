import { once } from 'node:events'
import fs from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endFilesProcess, filesOfProcess } from '../../../src/effects/files/files.js'
import { readRequest } from '../../../src/effects/files/descriptor-calls.js'
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

describe('a descriptor of /tmp', () => {
  test('is read and written in every form, synchronously and with a callback', async () => {
    await inside(createEnvironment(), async () => {
      const fd = fs.openSync('/tmp/x', 'w+')
      expect(fs.writeSync(fd, 'hello')).toBe(5)
      expect(fs.writeSync(fd, Buffer.from('XXworld'), 2, 5)).toBe(5)
      expect(await calledBack('write', fd, '!', 10, 'utf8')).toEqual([null, 1, '!'])
      expect(fs.writevSync(fd, [Buffer.from('1'), Buffer.from('2')], 11)).toBe(2)
      const buffer = Buffer.alloc(5)
      expect(fs.readSync(fd, buffer, 0, 5, 0)).toBe(5)
      expect(String(buffer)).toBe('hello')
      expect(fs.readSync(fd, buffer, { position: 5 })).toBe(5)
      expect(String(buffer)).toBe('world')
      expect(await calledBack('read', fd, { buffer, position: 8, length: 3 })).toEqual([null, 3, buffer])
      expect(String(buffer)).toBe('ld!ld')
      const [error, bytes, all] = await calledBack('read', fd, { position: 0 })
      expect([error, bytes, String(all).slice(0, 13)]).toEqual([null, 13, 'helloworld!12'])
      expect(await calledBack('readv', fd, [buffer], 0)).toEqual([null, 5, [buffer]])
      expect(fs.fstatSync(fd).size).toBe(13)
      expect(fs.ftruncateSync(fd, 5)).toBeUndefined()
      expect(fs.readFileSync('/tmp/x', 'utf8')).toBe('hello')
      expect([fs.fsyncSync(fd), fs.fdatasyncSync(fd), fs.fchmodSync(fd, 0o600)]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      expect(fs.closeSync(fd)).toBeUndefined()
      expect(() => fs.writeSync(fd, 'x')).toThrow('EBADF: bad file descriptor, write')
    })
  })

  test('stands for its file in readFile, writeFile and appendFile', () => {
    inside(createEnvironment(), () => {
      const fd = fs.openSync('/tmp/x', 'w+')
      fs.writeFileSync(fd, 'a')
      fs.appendFileSync(fd, 'b')
      expect(fs.readFileSync('/tmp/x', 'utf8')).toBe('ab')
      expect(fs.readFileSync(fs.openSync('/tmp/x', 'r'), 'utf8')).toBe('ab')
    })
  })

  test('is not one of another environment', () => {
    const fd = inside(createEnvironment(), () => fs.openSync('/tmp/x', 'w'))
    inside(createEnvironment(), () => {
      expect(() => fs.writeSync(fd, 'x')).toThrow('EBADF: bad file descriptor, write')
    })
  })

  test('is found from outside as well: a stream goes on in whatever context', async () => {
    const environment = createEnvironment()
    const stream = inside(environment, () => fs.createWriteStream('/tmp/x'))
    await once(stream, 'open')
    stream.end('written by the test')
    await once(stream, 'close')
    expect(inside(environment, () => fs.readFileSync('/tmp/x', 'utf8'))).toBe('written by the test')
    expect(() => fs.fstatSync(0x7fff_0000)).toThrow('EBADF: bad file descriptor, fstat')
  })

  test('is from outside that of the process which lives, of several with the same /tmp [RST-3]', async () => {
    const environment = createEnvironment()
    const [lost, next] = [filesOfProcess(environment.files), filesOfProcess(environment.files)]
    inside({ ...environment, files: lost }, () => fs.openSync('/tmp/x', 'w'))
    endFilesProcess(lost)
    const fd = inside({ ...environment, files: next }, () => fs.openSync('/tmp/y', 'w'))
    expect(await calledBack('close', fd)).toEqual([null])
  })
})

describe('a stream', () => {
  test('into and out of /tmp is Node’s own', async () => {
    await inside(createEnvironment(), async () => {
      const out = fs.createWriteStream('/tmp/x')
      expect(out).toBeInstanceOf(fs.WriteStream)
      await pipeline(Readable.from(['a', 'b', 'c']), out)
      expect(out.bytesWritten).toBe(3)
      const chunks = await fs.createReadStream('/tmp/x', { encoding: 'utf8', start: 1 }).toArray()
      expect(chunks.join('')).toBe('bc')
      const made = new fs.ReadStream('/tmp/x' as never)
      expect(await made.toArray()).toEqual([Buffer.from('abc')])
    })
  })

  test('out of the project can be read, and one into it fails with EROFS [FS-4]', async () => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      const chunks = await fs.createReadStream('d/x', 'utf8').toArray()
      expect(chunks).toEqual(['deeper'])
      const [error] = await once(fs.createWriteStream('d/x'), 'error')
      expect(error).toMatchObject({ message: "EROFS: read-only file system, open 'd/x'", errno: -30 })
    })
  })
})

describe('a descriptor of the real disk', () => {
  test('is read as ever, and never a way to change the file [FS-4]', () => {
    const path = join(taskRoot.path, 'f')
    const before = fs.statSync(path)
    inside(createEnvironment({ taskRoot: taskRoot.path }), () => {
      const fd = fs.openSync('/var/task/f', 'r')
      const buffer = Buffer.alloc(4)
      expect(fs.readSync(fd, buffer)).toBe(4)
      expect(String(buffer)).toBe('from')
      expect(() => fs.fchmodSync(fd, 0o600)).toThrow('EROFS: read-only file system, fchmod')
      expect(() => fs.fchownSync(fd, 0, 0)).toThrow('EROFS: read-only file system, fchown')
      expect(() => fs.futimesSync(fd, 1, 1)).toThrow('EROFS: read-only file system, futime')
      expect(() => fs.writeSync(fd, 'x')).toThrow('EBADF: bad file descriptor, write')
      expect(() => fs.ftruncateSync(fd, 0)).toThrow('EINVAL: invalid argument, ftruncate')
      fs.closeSync(fd)
    })
    expect(fs.statSync(path)).toMatchObject({ mode: before.mode, mtimeMs: before.mtimeMs, size: before.size })
  })

  test('refuses through FileHandle too [FS-4]', async () => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      const handle = await fs.promises.open('f')
      expect(await handle.readFile('utf8')).toBe('from the project')
      expect(await failure(() => handle.chmod(0o600))).toBe('EROFS: read-only file system, fchmod')
      expect(await failure(() => handle.chown(0, 0))).toBe('EROFS: read-only file system, fchown')
      expect(await failure(() => handle.utimes(1, 1))).toBe('EROFS: read-only file system, futime')
      await handle.close()
    })
  })
})

describe('what a read asks for', () => {
  const view = Buffer.alloc(10)
  test.each([
    [[view, 1, 2, 3], { buffer: view, offset: 1, length: 2, position: 3 }],
    [[view], { buffer: view, offset: 0, length: 10, position: null }],
    [[view, { offset: 4 }], { buffer: view, offset: 4, length: 6, position: null }],
    [[{ buffer: view, position: 5 }], { buffer: view, offset: 0, length: 10, position: 5 }],
    [[view, null, null, null], { buffer: view, offset: 0, length: 10, position: null }],
  ])('is understood in the form %#', (args, expected) => {
    expect(readRequest(args)).toEqual(expected)
  })

  test('is 16 KiB when there is no buffer, as in Node.js', () => {
    expect(readRequest([])).toMatchObject({ offset: 0, length: 16_384, position: null })
  })
})
