import fs from 'node:fs'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

async function* later(): AsyncGenerator<string> {
  yield 'a'
  await Promise.resolve()
  yield 'b'
}

async function* failing(): AsyncGenerator<string> {
  yield 'a'
  throw await Promise.resolve(new Error('of the stream'))
}

describe('fs.promises', () => {
  test('writes streams and iterables to /tmp, and leaves no descriptor open', async () => {
    await inside(createEnvironment(), async () => {
      await fs.promises.writeFile('/tmp/x', later())
      await fs.promises.appendFile('/tmp/x', Readable.from(['c']))
      await fs.promises.writeFile('/tmp/y', [Buffer.from('d')])
      expect(await fs.promises.readFile('/tmp/x', 'utf8')).toBe('abc')
      expect(await fs.promises.readFile('/tmp/y', 'utf8')).toBe('d')
      expect(() => fs.fstatSync(0x7fff_ffff)).toThrow('EBADF')
    })
  })

  test('refuses a stream into the project before it reads any of it [FS-4]', async () => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      let read = 0
      const chunks = {
        *[Symbol.iterator]() {
          read++
          yield 'x'
        },
      }
      expect(await failure(() => fs.promises.writeFile('f', chunks))).toBe("EROFS: read-only file system, open 'f'")
      expect(read).toBe(0)
    })
  })

  test('closes the file when the stream fails, and rejects with its error', async () => {
    await inside(createEnvironment(), async () => {
      expect(await failure(() => fs.promises.writeFile('/tmp/x', failing()))).toBe('of the stream')
      expect(await failure(() => fs.promises.writeFile('/tmp/y', [1] as never))).toBe(
        'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (1)',
      )
      expect(fs.readFileSync('/tmp/x', 'utf8')).toBe('a')
    })
  })

  test('gives the caller’s own async stack', async () => {
    const error = await inside(createEnvironment(), async function handlerOfTheUser() {
      try {
        return await fs.promises.readFile('/tmp/nope')
      } catch (caught) {
        return caught
      }
    })
    expect(error).toMatchObject({ message: "ENOENT: no such file or directory, open '/tmp/nope'" })
    expect((error as Error).stack).toContain('handlerOfTheUser')
  })

  test('opens the real disk for reading, and only for that', async () => {
    await inside(createEnvironment({ taskRoot: taskRoot.path }), async () => {
      await using handle = await fs.promises.open('/var/task/f')
      expect(String(await handle.readFile())).toBe('from the project')
      expect(await failure(() => fs.promises.open('/var/task/f', 'r+'))).toBe(
        "EROFS: read-only file system, open '/var/task/f'",
      )
      expect(await failure(() => fs.promises.open('/var/task/nope'))).toBe(
        "ENOENT: no such file or directory, open '/var/task/nope'",
      )
    })
  })
})
