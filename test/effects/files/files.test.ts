import fs from 'node:fs'
import * as namespace from 'node:fs'
import { readFileSync, writeFileSync } from 'node:fs'
import { readFile as readFileAsPromise } from 'node:fs/promises'
import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire } from 'node:module'
import os from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFiles, filesEffect, type FilesState, pendingFileWork } from '../../../src/effects/files/files.js'
import { createEnvironment, createTaskRoot, inside, installFiles } from './inside.js'

const require = createRequire(import.meta.url)
const taskRoot = createTaskRoot()
const unique = `vitest-lambda-${process.pid}-${Math.random().toString(36).slice(2)}`
/** Descriptors of everything an install could replace. */
const touched = [fs, fs.promises, os]
const before = touched.map((object) => Object.getOwnPropertyDescriptors(object))
let undo: () => void

beforeAll(() => {
  undo = installFiles()
})
afterAll(() => {
  undo()
  taskRoot.remove()
})

function listAfterWriting(word: string): Promise<string> {
  return inside(createEnvironment(), async () => {
    await fs.promises.writeFile('/tmp/word', word)
    await fs.promises.mkdir(`/tmp/${word}`)
    return `${await fs.promises.readFile('/tmp/word', 'utf8')}: ${(await fs.promises.readdir('/tmp')).join()}`
  })
}

describe('/tmp', () => {
  test('is one directory, whichever way fs is reached and however the path is spelled [FS-2]', async () => {
    const environment = createEnvironment()
    await inside(environment, async () => {
      const path = `/tmp/${unique}`
      fs.writeFileSync(path, 'hello')
      const { readFileSync: captured } = require('fs') as typeof fs
      const ways = [
        () => fs.readFileSync(path),
        () => namespace.readFileSync(path),
        () => readFileSync(path),
        () => readFileAsPromise(path),
        () => fs.promises.readFile(path),
        () => captured(path),
        () => (require('node:fs') as typeof fs).readFileSync(path),
        () => (require('fs/promises') as typeof fs.promises).readFile(path),
        () => promisify(fs.readFile)(path),
        () => fs.readFileSync(Buffer.from(path)),
        () => fs.readFileSync(new TextEncoder().encode(path) as Buffer),
        () => fs.readFileSync(pathToFileURL(path)),
        () => fs.readFileSync(`/tmp//../tmp/./${unique}`),
        () => fs.readFileSync(`../../tmp/${unique}`),
        () => fs.readFileSync(`${fs.mkdtempSync('/tmp/a-')}/../${unique}`),
      ]
      for (const way of ways) expect(String(await way())).toBe('hello')
    })
  })

  test('is untouched on the real disk by what the function does [FS-2]', async () => {
    const environment = createEnvironment()
    await inside(environment, async () => {
      fs.writeFileSync(`/tmp/${unique}`, 'a')
      await fs.promises.appendFile(`/tmp/${unique}`, 'b')
      fs.mkdirSync(`/tmp/${unique}-directory/deep`, { recursive: true })
    })
    expect(fs.existsSync(`/tmp/${unique}`)).toBe(false)
    expect(fs.existsSync(`/tmp/${unique}-directory`)).toBe(false)
  })

  test('is another one in each environment, also when they run side by side [FS-2]', async () => {
    const lists = await Promise.all([listAfterWriting('one'), listAfterWriting('two')])
    expect(lists).toEqual(['one: one,word', 'two: two,word'])
  })

  test('keeps its files for the next invocation of the same environment [FS-2]', () => {
    const environment = createEnvironment()
    inside(environment, () => writeFileSync('/tmp/kept', 'warm'))
    expect(inside(environment, () => readFileSync('/tmp/kept', 'utf8'))).toBe('warm')
  })

  test('shows the real files of a project that lies under the real /tmp, for reading only', () => {
    const environment = createEnvironment({ taskRoot: taskRoot.path })
    const file = join(taskRoot.path, 'f')
    inside(environment, () => {
      expect(fs.readFileSync(file, 'utf8')).toBe('from the project')
      expect(() => fs.writeFileSync(file, 'x')).toThrow(`EROFS: read-only file system, open '${file}'`)
    })
  })
})

describe('the rest of the disk', () => {
  test('has the project at /var/task, where relative paths begin [FS-5]', async () => {
    const environment = createEnvironment({ taskRoot: taskRoot.path })
    await inside(environment, async () => {
      expect(process.cwd()).toBe('/var/task')
      expect(fs.readFileSync('f', 'utf8')).toBe('from the project')
      expect(await fs.promises.readFile('/var/task/d/x', 'utf8')).toBe('deeper')
      expect(fs.readdirSync('/var/task')).toEqual(['d', 'e', 'f'])
      expect(fs.realpathSync('d/x')).toBe('/var/task/d/x')
      expect(() => fs.readFileSync('/var/task/nope')).toThrow(
        "ENOENT: no such file or directory, open '/var/task/nope'",
      )
      await expect(fs.promises.stat('nope')).rejects.toThrow("ENOENT: no such file or directory, stat 'nope'")
    })
  })

  test('is read as it is', () => {
    const environment = createEnvironment({ taskRoot: taskRoot.path })
    const here = new URL(import.meta.url)
    expect(inside(environment, () => fs.readFileSync(here, 'utf8'))).toBe(fs.readFileSync(here, 'utf8'))
  })

  test('gives the module loader what it needs: modules that load inside are where they really are', () => {
    const file = join(taskRoot.path, 'd', 'entry.cjs')
    fs.writeFileSync(file, 'exports.other = require("./other.cjs"); exports.file = __filename')
    fs.writeFileSync(join(taskRoot.path, 'd', 'other.cjs'), 'module.exports = require("./data.json")')
    fs.writeFileSync(join(taskRoot.path, 'd', 'data.json'), '{"a":1}')
    fs.writeFileSync(join(taskRoot.path, 'd', 'module.mjs'), 'export { default } from "./entry.cjs"')
    const esm = join(taskRoot.path, 'd', 'module.mjs')
    const loaded = inside(createEnvironment({ taskRoot: taskRoot.path }), () => [
      require(file) as unknown,
      (require(esm) as { readonly default: unknown }).default,
    ])
    expect(loaded).toEqual([
      { other: { a: 1 }, file },
      { other: { a: 1 }, file },
    ])
    fs.rmSync(file)
    for (const name of ['other.cjs', 'data.json', 'module.mjs']) fs.rmSync(join(taskRoot.path, 'd', name))
  })

  test('has /dev/null, which can be written', () => {
    const environment = createEnvironment()
    inside(environment, () => {
      expect(fs.writeFileSync('/dev/null', 'gone')).toBeUndefined()
      const fd = fs.openSync('/dev/null', 'w')
      expect(fs.writeSync(fd, 'gone')).toBe(4)
      fs.closeSync(fd)
    })
  })
})

describe('asynchronous work in /tmp', () => {
  test('comes back later, in the context of the caller, and is counted until then', async () => {
    const environment = createEnvironment()
    const request = new AsyncLocalStorage<string>()
    await inside(environment, () =>
      request.run('mine', async () => {
        const order: unknown[] = []
        const written = new Promise((resolve) => {
          fs.writeFile('/tmp/x', 'x', () => {
            order.push(`callback of ${request.getStore()}`)
            resolve(undefined)
          })
        })
        const promise = fs.promises.readdir('/tmp').then((names) => order.push(names))
        expect(pendingFileWork(environment.files)).toBe(2)
        order.push('asked')
        await written
        await promise
        expect(order).toEqual(['asked', 'callback of mine', ['x']])
        expect(pendingFileWork(environment.files)).toBe(0)
      }),
    )
  })
})

describe('the files effect', () => {
  test('puts back exactly what was there', () => {
    const replaced = touched.map((object) => Object.getOwnPropertyDescriptors(object))
    const undoAgain = filesEffect.install(() => undefined)
    expect(fs.existsSync).not.toBe(replaced[0]?.['existsSync' as never])
    undoAgain()
    undoAgain()
    expect(touched.map((object) => Object.getOwnPropertyDescriptors(object))).toEqual(replaced)
  })

  test('keeps what was captured away from the real disk, also after the undo and in a later installation', () => {
    const early = new AsyncLocalStorage<FilesState>()
    const undoEarly = filesEffect.install(() => early.getStore())
    const { writeFileSync: captured } = fs
    undoEarly()
    const path = `/tmp/${unique}-captured`
    early.run(createFiles({ taskRoot: taskRoot.path, tmpBytes: 1000 }), () => captured(path, 'late'))
    const later = createEnvironment()
    inside(later, () => captured(path, 'of a later file'))
    expect(inside(later, () => fs.readFileSync(path, 'utf8'))).toBe('of a later file')
    expect(fs.existsSync(path)).toBe(false)
  })

  test('looks like fs: names, lengths, and the results that promisify names', async () => {
    const originals = before[0] as unknown as Record<string, PropertyDescriptor>
    for (const [key, { value }] of Object.entries(originals)) {
      if (typeof value !== 'function') continue
      const now = Reflect.get(fs, key) as { readonly name: string; readonly length: number }
      expect([now.name, now.length]).toEqual([value.name, value.length])
    }
    await inside(createEnvironment(), async () => {
      const fd = fs.openSync('/tmp/x', 'w+')
      expect(await promisify(fs.write)(fd, 'hello')).toEqual({ bytesWritten: 5, buffer: 'hello' })
      const buffer = Buffer.alloc(3)
      expect(await promisify(fs.read)(fd, buffer, 0, 3, 1)).toEqual({ bytesRead: 3, buffer })
      expect(String(buffer)).toBe('ell')
      expect(await promisify(fs.exists)('/tmp/x')).toBe(true)
    })
  })

  test('changes nothing outside an environment', async () => {
    const path = join(taskRoot.path, 'outside')
    fs.writeFileSync(path, 'real')
    await fs.promises.appendFile(path, ' disk')
    expect(await promisify(fs.readFile)(path, 'utf8')).toBe('real disk')
    expect(await promisify(fs.exists)(path)).toBe(true)
    fs.rmSync(path)
    expect(fs.existsSync(path)).toBe(false)
  })

  test('lets invalid arguments be worded by Node.js', async () => {
    const path = `/tmp/${unique}-invalid`
    const codes = [
      () => fs.readFileSync(undefined as never),
      () => fs.writeFileSync(path, { a: 1 } as never),
      () => fs.promises.writeFile(path, 1 as never),
      () => fs.writeFileSync(path, 'x', 'no such encoding' as never),
      () => fs.readFileSync('/tmp/\0'),
      () => fs.writeFile(path, 'x', undefined as never),
      () => fs.mkdir(path, undefined as never),
    ]
    const received = await inside(createEnvironment(), () =>
      Promise.all(
        codes.map(async (call) => {
          try {
            await call()
            return 'nothing'
          } catch (error) {
            return (error as NodeJS.ErrnoException).code
          }
        }),
      ),
    )
    const type = 'ERR_INVALID_ARG_TYPE'
    const value = 'ERR_INVALID_ARG_VALUE'
    expect(received).toEqual([type, type, type, value, value, type, type])
    expect(fs.existsSync(path)).toBe(false)
  })
})
