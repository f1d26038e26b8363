import { once } from 'node:events'
import fs from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { governVolume } from '../../../src/effects/files/volume-core.js'
import { calledBack, createEnvironment, type Environment, failure, inside, installFiles } from './inside.js'

let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => undo())

const SIZE = 1000
const ENOSPC = { message: 'ENOSPC: no space left on device, write', code: 'ENOSPC', errno: -28, syscall: 'write' }

function full(bytes = SIZE): Environment {
  const environment = createEnvironment({ tmpBytes: SIZE })
  inside(environment, () => fs.writeFileSync('/tmp/full', Buffer.alloc(bytes)))
  return environment
}

function errorOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

describe('a full /tmp', () => {
  const writers: Record<string, () => unknown> = {
    'fs.writeFileSync': () => fs.writeFileSync('/tmp/x', 'x'),
    'fs.appendFileSync': () => fs.appendFileSync('/tmp/full', 'x'),
    'fs.writeFile': async () => {
      const [error] = await calledBack('writeFile', '/tmp/x', 'x')
      throw error
    },
    'fs.promises.writeFile': () => fs.promises.writeFile('/tmp/x', 'x'),
    'fs.promises.writeFile of a stream': () => fs.promises.writeFile('/tmp/x', Readable.from(['x'])),
    'fs.writeSync': () => fs.writeSync(fs.openSync('/tmp/x', 'w'), 'x'),
    'fs.writevSync': () => fs.writevSync(fs.openSync('/tmp/x', 'w'), [Buffer.from('x')]),
    'fs.truncateSync': () => fs.truncateSync('/tmp/full', SIZE + 1),
    'fs.createWriteStream': async () => {
      const stream = fs.createWriteStream('/tmp/x')
      stream.end('x')
      throw (await once(stream, 'error'))[0]
    },
    'a pipeline': () => pipeline(Readable.from(['x']), fs.createWriteStream('/tmp/x')),
    'FileHandle.write': async () => (await fs.promises.open('/tmp/x', 'w')).write('x'),
    'FileHandle.appendFile': async () => (await fs.promises.open('/tmp/full', 'a')).appendFile('x'),
  }
  test.each(Object.entries(writers))('fails %s with ENOSPC [FS-3]', async (_, write) => {
    let error: unknown
    await inside(full(), async () => {
      try {
        await write()
      } catch (caught) {
        error = caught
      }
    })
    expect(error).toMatchObject(ENOSPC)
    expect(Object.keys(error as object).toSorted()).toEqual(['code', 'errno', 'syscall'])
  })

  test('fails a copy as libuv does, and leaves no half copy [FS-3]', async () => {
    await inside(full(600), async () => {
      const message = "ENOSPC: no space left on device, copyfile '/tmp/full' -> '/tmp/copy'"
      expect(errorOf(() => fs.copyFileSync('/tmp/full', '/tmp/copy'))).toMatchObject({ message, errno: -28 })
      expect(await failure(() => fs.promises.cp('/tmp/full', '/tmp/copy'))).toBe(message)
      expect(fs.readdirSync('/tmp')).toEqual(['full'])
    })
  })

  test('writes what still fits, as Linux does, and fails with the rest [FS-3]', () => {
    inside(full(600), () => {
      const fd = fs.openSync('/tmp/x', 'w')
      expect(fs.writeSync(fd, Buffer.alloc(900))).toBe(400)
      expect(errorOf(() => fs.writeSync(fd, 'x'))).toMatchObject(ENOSPC)
      fs.unlinkSync('/tmp/x')
      fs.closeSync(fd)
      expect(errorOf(() => fs.writeFileSync('/tmp/y', Buffer.alloc(401)))).toMatchObject(ENOSPC)
      expect(fs.statSync('/tmp/y').size).toBe(400)
    })
  })

  test('has room again for what was deleted, emptied, truncated or replaced [FS-3]', () => {
    const frees: Record<string, () => void> = {
      unlinkSync: () => fs.unlinkSync('/tmp/full'),
      rmSync: () => fs.rmSync('/tmp/full'),
      truncateSync: () => fs.truncateSync('/tmp/full', 0),
      writeFileSync: () => fs.writeFileSync('/tmp/full', ''),
      renameSync: () => {
        fs.writeFileSync('/tmp/empty', '')
        fs.renameSync('/tmp/empty', '/tmp/full')
      },
      'rmSync of a directory': () => {
        fs.mkdirSync('/tmp/d')
        fs.renameSync('/tmp/full', '/tmp/d/full')
        fs.rmSync('/tmp/d', { recursive: true })
      },
    }
    for (const free of Object.values(frees)) {
      inside(full(), () => {
        expect(errorOf(() => fs.writeFileSync('/tmp/x', 'x'))).toMatchObject(ENOSPC)
        free()
        fs.writeFileSync('/tmp/x', Buffer.alloc(SIZE))
        expect(fs.statSync('/tmp/x').size).toBe(SIZE)
      })
    }
  })

  test('still counts a file without a name that is open, and one with two names once', () => {
    inside(full(), () => {
      const fd = fs.openSync('/tmp/full', 'r')
      fs.linkSync('/tmp/full', '/tmp/second')
      fs.unlinkSync('/tmp/full')
      fs.unlinkSync('/tmp/second')
      expect(errorOf(() => fs.writeFileSync('/tmp/x', 'x'))).toMatchObject(ENOSPC)
      fs.closeSync(fd)
      expect(errorOf(() => fs.writeFileSync('/tmp/x', 'x'))).toBeUndefined()
    })
  })

  test('can be overwritten in place', () => {
    inside(full(), () => {
      const fd = fs.openSync('/tmp/full', 'r+')
      expect(fs.writeSync(fd, 'over', 10)).toBe(4)
      fs.closeSync(fd)
    })
  })
})

test('no program of writes and deletions gets past the size of /tmp, and none is refused below it [FS-3]', () => {
  const file = fc.constantFrom('/tmp/a', '/tmp/b', '/tmp/c')
  const step = fc.oneof(
    fc.record({ do: fc.constant('write' as const), file, bytes: fc.nat(700) }),
    fc.record({ do: fc.constant('append' as const), file, bytes: fc.nat(400) }),
    fc.record({ do: fc.constant('remove' as const), file, bytes: fc.constant(0) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const sizes = new Map<string, number>()
      inside(createEnvironment({ tmpBytes: SIZE }), () => {
        for (const { do: verb, file: path, bytes } of steps) {
          if (verb !== 'append') sizes.delete(path)
          const others = [...sizes.values()].reduce((sum, size) => sum + size, 0)
          const fits = Math.min(bytes, SIZE - others)
          if (verb === 'remove') fs.rmSync(path, { force: true })
          else {
            const error = errorOf(() =>
              fs.writeFileSync(path, Buffer.alloc(bytes), { flag: verb === 'write' ? 'w' : 'a' }),
            )
            sizes.set(path, (sizes.get(path) ?? 0) + fits)
            expect(error === undefined).toBe(fits === bytes)
          }
        }
        for (const [path, size] of sizes) expect(fs.statSync(path).size).toBe(size)
      })
    }),
  )
})

describe('a file in /tmp', () => {
  test('is dated by the environment’s clock, also its directory, and not by reading', async () => {
    let now = Date.UTC(2001, 0, 1)
    const environment = createEnvironment({ now: () => now })
    await inside(environment, async () => {
      fs.writeFileSync('/tmp/x', 'a')
      now += 1000
      fs.readFileSync('/tmp/x')
      const { atimeMs, mtimeMs, ctimeMs, birthtimeMs } = fs.statSync('/tmp/x')
      expect([atimeMs, mtimeMs, ctimeMs, birthtimeMs]).toEqual(Array(4).fill(now - 1000))
      await fs.promises.appendFile('/tmp/x', 'b')
      expect(fs.statSync('/tmp/x').mtimeMs).toBe(now)
      now += 1000
      fs.writeFileSync('/tmp/x', '')
      expect(fs.statSync('/tmp/x').mtime).toEqual(new Date(now))
      now += 1000
      fs.writeFileSync('/tmp/x', '')
      expect(fs.statSync('/tmp/x').mtimeMs).toBe(now)
      now += 1000
      fs.chmodSync('/tmp/x', 0o600)
      expect(fs.statSync('/tmp/x')).toMatchObject({ mtimeMs: now - 1000, ctimeMs: now })
      fs.unlinkSync('/tmp/x')
      expect(fs.statSync('/tmp').mtimeMs).toBe(now)
    })
  })

  test('keeps the times that utimes gave it', () => {
    inside(createEnvironment(), () => {
      fs.writeFileSync('/tmp/x', 'a')
      fs.utimesSync('/tmp/x', 1, 2)
      fs.readFileSync('/tmp/x')
      expect(fs.statSync('/tmp/x')).toMatchObject({ atimeMs: 1000, mtimeMs: 2000, atime: new Date(1000) })
      const fd = fs.openSync('/tmp/x', 'r+')
      fs.futimesSync(fd, 3, 4)
      expect(fs.fstatSync(fd)).toMatchObject({ atimeMs: 3000, mtimeMs: 4000 })
    })
  })

  test('is made with the usual mask: 0644, and 0755 for directories', () => {
    inside(createEnvironment(), () => {
      fs.writeFileSync('/tmp/x', 'a')
      fs.mkdirSync('/tmp/d')
      fs.writeFileSync('/tmp/y', 'a', { mode: 0o777 })
      const modes = ['x', 'd', 'y'].map((name) => (fs.statSync(`/tmp/${name}`).mode & 0o777).toString(8))
      expect(modes).toEqual(['644', '755', '755'])
    })
  })

  test('can be read and written only as it was opened', () => {
    inside(createEnvironment(), () => {
      const writer = fs.openSync('/tmp/x', 'w')
      const reader = fs.openSync('/tmp/x', 'r')
      expect(errorOf(() => fs.writeSync(reader, 'x'))).toMatchObject({ message: 'EBADF: bad file descriptor, write' })
      expect(errorOf(() => fs.readSync(writer, Buffer.alloc(1)))).toMatchObject({
        message: 'EBADF: bad file descriptor, read',
      })
      expect(errorOf(() => fs.ftruncateSync(reader, 1))).toMatchObject({
        message: 'EINVAL: invalid argument, ftruncate',
      })
    })
  })

  test('is one of at most 1,024 that are open at once [FS-6]', () => {
    inside(createEnvironment(), () => {
      const error = errorOf(() => {
        for (let i = 0; i < 2000; i++) fs.openSync('/tmp/x', 'w')
      })
      expect(error).toMatchObject({ code: 'EMFILE', message: "EMFILE: too many open files, open '/tmp/x'" })
    })
  })
})

test('a volume whose private fields have changed works without limit and counts nothing', () => {
  for (const volume of [{}, { _core: undefined }, { _core: { write: () => 0 } }]) {
    const core = governVolume(volume, { bytes: 1, now: () => new Date(), onChange: () => undefined })
    expect([core.used(), core.changes(), core.accessTime(1), core.stamp()]).toEqual([
      0,
      undefined,
      undefined,
      undefined,
    ])
  }
})
