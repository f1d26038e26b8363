import { type EventEmitter, once } from 'node:events'
import fs from 'node:fs'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pendingFileWork } from '../../../src/effects/files/files.js'
import { createEnvironment, failure, inside, installFiles } from './inside.js'

let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => undo())

describe('a FileHandle of /tmp', () => {
  test('reads and writes in every form', async () => {
    await inside(createEnvironment(), async () => {
      await using handle = await fs.promises.open('/tmp/x', 'w+')
      expect(await handle.write('hello')).toEqual({ bytesWritten: 5, buffer: 'hello' })
      const world = Buffer.from('world')
      expect(await handle.write(world, 0, 5, 5)).toEqual({ bytesWritten: 5, buffer: world })
      expect(await handle.writev([Buffer.from('!')], 10)).toMatchObject({ bytesWritten: 1 })
      const buffer = Buffer.alloc(5)
      expect(await handle.read(buffer, 0, 5, 5)).toEqual({ bytesRead: 5, buffer })
      expect(String(buffer)).toBe('world')
      expect(await handle.read({ position: 0, length: 2 })).toMatchObject({ bytesRead: 2 })
      expect(await handle.readv([buffer], 0)).toEqual({ bytesRead: 5, buffers: [buffer] })
      expect(await fs.promises.readFile('/tmp/x', 'utf8')).toBe('helloworld!')
    })
  })

  test('reads, writes and appends the whole file, also from a stream', async () => {
    await inside(createEnvironment(), async () => {
      const handle = await fs.promises.open('/tmp/x', 'w+')
      await handle.writeFile('a')
      await handle.appendFile(new Uint8Array([98]))
      await handle.writeFile(Readable.from(['c', Buffer.from('d')]))
      expect(await fs.promises.readFile('/tmp/x', 'utf8')).toBe('abcd')
      await handle.close()
      const reader = await fs.promises.open('/tmp/x')
      expect(await reader.readFile('utf8')).toBe('abcd')
      expect(await reader.readFile('utf8')).toBe('')
    })
  })

  test('changes the file it is of', async () => {
    await inside(createEnvironment(), async () => {
      const handle = await fs.promises.open('/tmp/x', 'w')
      await handle.writeFile('hello')
      await handle.truncate(2)
      await handle.chmod(0o600)
      await handle.utimes(1, 2)
      await handle.chown(process.getuid?.() ?? 0, process.getgid?.() ?? 0)
      await handle.sync()
      await handle.datasync()
      const stats = await handle.stat()
      expect(stats).toBeInstanceOf(fs.Stats)
      expect([stats.size, stats.mode & 0o777, stats.mtimeMs]).toEqual([2, 0o600, 2000])
    })
  })

  test('stands for the file in fs.promises', async () => {
    await inside(createEnvironment(), async () => {
      const handle = await fs.promises.open('/tmp/x', 'w+')
      await fs.promises.writeFile(handle, 'a')
      await fs.promises.appendFile(handle, 'b')
      await fs.promises.writeFile(handle, Readable.from(['c']))
      const reader = await fs.promises.open('/tmp/x')
      expect(await fs.promises.readFile(reader, 'utf8')).toBe('abc')
    })
  })

  test('gives streams and lines, and is closed with them', async () => {
    await inside(createEnvironment(), async () => {
      const handle = await fs.promises.open('/tmp/x', 'w')
      const out = handle.createWriteStream()
      expect(out).toBeInstanceOf(fs.WriteStream)
      out.end('one\ntwo\n')
      await once(out, 'close')
      expect(handle.fd).toBe(-1)
      const lines: string[] = []
      for await (const line of (await fs.promises.open('/tmp/x')).readLines()) lines.push(line)
      expect(lines).toEqual(['one', 'two'])
      const chunks = await (await fs.promises.open('/tmp/x')).createReadStream({ encoding: 'utf8' }).toArray()
      expect(chunks.join('')).toBe('one\ntwo\n')
      const web = (await fs.promises.open('/tmp/x')).readableWebStream()
      expect(await new Response(web as ReadableStream).text()).toBe('one\ntwo\n')
    })
  })

  test('cannot be used when it is closed, and can be closed twice', async () => {
    await inside(createEnvironment(), async () => {
      const handle = await fs.promises.open('/tmp/x', 'w')
      const { fd } = handle
      let closed = 0
      ;(handle as unknown as EventEmitter).once('close', () => closed++)
      await handle.close()
      await handle.close()
      expect([handle.fd, closed]).toEqual([-1, 1])
      await expect(handle.write('x')).rejects.toMatchObject({ message: 'file closed', code: 'EBADF', syscall: 'write' })
      expect(await failure(() => fs.writeSync(fd, 'x'))).toBe('EBADF: bad file descriptor, write')
    })
  })

  test('counts what is under way', async () => {
    const { files, ...rest } = createEnvironment()
    await inside({ files, ...rest }, async () => {
      const handle = await fs.promises.open('/tmp/x', 'w')
      const writing = handle.write('x')
      expect(pendingFileWork(files)).toBe(1)
      await writing
      expect(pendingFileWork(files)).toBe(0)
    })
  })
})
