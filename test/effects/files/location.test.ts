import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithin, locate, sparedDirectories, type View } from '../../../src/effects/files/location.js'

const linux: View = { taskRoot: '/home/me/project', spared: [], windows: false }
const windows: View = { taskRoot: 'C:\\me\\project', spared: [], windows: true }

describe('a path', () => {
  test.each([
    ['/tmp', '/tmp'],
    ['/tmp/', '/tmp'],
    ['/tmp/x', '/tmp/x'],
    ['/tmp//x/./y/../z', '/tmp/x/z'],
    ['/usr/../tmp/x', '/tmp/x'],
    [Buffer.from('/tmp/x'), '/tmp/x'],
    [new URL('file:///tmp/x%20y'), '/tmp/x y'],
    ['file:///tmp/x', undefined],
    ['/tmpfiles/x', undefined],
    ['/var/tmp/x', undefined],
  ])('%j leads into /tmp as %j [FS-2]', (path, expected) => {
    const place = locate(linux, path)
    expect(place?.at === 'tmp' ? place.path : undefined).toBe(expected)
  })

  test.each([
    ['/var/task', '/home/me/project'],
    ['/var/task/src/../data.json', '/home/me/project/data.json'],
    ['/tmp/../var/task/x', '/home/me/project/x'],
    ['/var/tasks/x', '/var/tasks/x'],
    ['/etc/hosts', '/etc/hosts'],
    ['/opt/lib', '/opt/lib'],
    ['/home/me/project/x', '/home/me/project/x'],
  ])('%j is read from the disk at %j [FS-5]', (path, expected) => {
    expect(locate(linux, path)).toMatchObject({ at: 'disk', path: expected, given: path })
  })

  test.each([undefined, null, 3, {}, '/tmp/\0', Buffer.from('/tmp/\0'), new URL('https://x/tmp'), Symbol('/tmp')])(
    'is nothing of ours when it is %s: Node.js words that error',
    (path) => {
      expect(locate(linux, path)).toBeUndefined()
    },
  )

  test.each(['/dev/null', '/dev/stdout', '/dev/fd/2', '/proc/self/fd/1'])(
    '%s is a device that can be written',
    (path) => {
      expect(locate(linux, path)?.at).toBe('device')
    },
  )

  test.each(['/dev/fd/12', '/proc/self/fd/7', '/dev/sda'])(
    '%s is no device: it could be a file of the project',
    (path) => {
      expect(locate(linux, path)?.at).toBe('disk')
    },
  )

  test('that is empty leads nowhere', () => {
    expect(locate(linux, '')).toMatchObject({ at: 'disk', path: '' })
  })

  test('relative to the working directory leads where that is', () => {
    expect(locate(linux, 'x')?.seen).toBe(`${process.cwd()}/x`)
  })

  test('is in /tmp exactly when its normal form begins there', () => {
    const part = fc.constantFrom('.', '..', 'tmp', 'a', '', 'tmpx')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const path = `/${parts.join('/')}`
        const stack: string[] = []
        for (const step of parts) {
          if (step === '..') stack.pop()
          else if (step !== '' && step !== '.') stack.push(step)
        }
        const place = locate(linux, path)
        expect(place?.seen).toBe(`/${stack.join('/')}`)
        expect(place?.at === 'tmp').toBe(stack[0] === 'tmp')
      }),
    )
  })
})

describe('on Windows, a path', () => {
  test.each([
    ['/tmp/x', '/tmp/x'],
    ['\\tmp\\x', '/tmp/x'],
    ['C:\\tmp\\x', '/tmp/x'],
    ['d:/tmp/x', '/tmp/x'],
    ['\\\\?\\C:\\tmp\\x', '/tmp/x'],
    ['C:\\tmpx', undefined],
    ['C:\\Users\\me\\tmp\\x', undefined],
  ])('%j leads into /tmp as %j: that is what path.resolve makes of it', (path, expected) => {
    const place = locate(windows, path)
    expect(place?.at === 'tmp' ? place.path : undefined).toBe(expected)
  })

  test.each(['file:///tmp/x', 'file:///C:/tmp/x'])('%s leads into /tmp', (url) => {
    expect(locate(windows, new URL(url))).toMatchObject({ at: 'tmp', path: '/tmp/x' })
  })

  test('below /var/task leads into the project', () => {
    const place = locate(windows, 'C:\\var\\task\\src\\x.json')
    expect(place).toMatchObject({ at: 'disk', seen: '/var/task/src/x.json' })
    expect(place?.path.startsWith('C:\\me\\project')).toBe(true)
  })

  test('with a drive stays as it is', () => {
    expect(locate(windows, 'C:\\me\\data.json')).toMatchObject({ at: 'disk', path: 'C:\\me\\data.json' })
  })
})

const exists = (path: string): boolean =>
  ['/tmp/work/repo/package.json', '/tmp/work/repo/packages/a/package.json'].includes(path)

describe('a project under the real /tmp', () => {
  test('is spared together with the workspace around it, and nothing beside that', () => {
    const spared = sparedDirectories('/tmp/work/repo/packages/a', '/usr/bin/node', exists, false)
    expect(spared).toEqual(['/tmp/work/repo'])
    const view: View = { taskRoot: '/tmp/work/repo/packages/a', spared, windows: false }
    expect(locate(view, '/tmp/work/repo/node_modules/x/index.js')?.at).toBe('disk')
    expect(locate(view, '/tmp/work/other')?.at).toBe('tmp')
    expect(locate(view, '/tmp/work/repository')?.at).toBe('tmp')
  })

  test('is spared alone when it has no package.json', () => {
    expect(sparedDirectories('/tmp/a/b', '/usr/bin/node', () => false, false)).toEqual(['/tmp/a/b'])
  })

  test('that is /tmp itself cannot be spared: /tmp is the environment’s', () => {
    expect(sparedDirectories('/tmp', '/usr/bin/node', exists, false)).toEqual([])
  })

  test('elsewhere needs nothing, except that Node.js itself may lie there', () => {
    expect(sparedDirectories('/home/me', '/tmp/node/bin/node', exists, false)).toEqual(['/tmp/node/bin/node'])
  })
})

test('a directory holds itself and what is below it, and not what only begins like it', () => {
  expect(['/tmp', '/tmp/x', '/tmpx', '/tm'].map((path) => isWithin(path, '/tmp'))).toEqual([true, true, false, false])
})
