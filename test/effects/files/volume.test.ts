import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, test, vi } from 'vitest'
import { isVolumeDescriptor, TmpVolume } from '../../../src/effects/files/volume.js'

function now(): number {
  return 0
}

describe('a volume', () => {
  test('is made at the first touch: until then it has nothing', () => {
    const tmp = new TmpVolume(1000, now)
    expect([tmp.untouched, tmp.used, tmp.changes, tmp.hasDescriptor(1)]).toEqual([true, 0, 0, false])
    tmp.call('writeFileSync', '/tmp/x', 'hello')
    expect([tmp.untouched, tmp.used]).toEqual([false, 5])
    expect(tmp.changes).toBeGreaterThan(0)
  })

  test('works outside any environment: what memfs reads is not the function’s doing', () => {
    const environment = new AsyncLocalStorage<string>()
    const tmp = new TmpVolume(1000, now)
    const seen: unknown[] = []
    class Seeing extends Date {
      constructor() {
        super()
        seen.push(environment.getStore())
      }
    }
    vi.stubGlobal('Date', Seeing)
    try {
      environment.run('inside', () => tmp.call('writeFileSync', '/tmp/x', 'hello'))
    } finally {
      vi.unstubAllGlobals()
    }
    expect(seen.length).toBeGreaterThan(0)
    expect(new Set(seen)).toEqual(new Set([undefined]))
  })

  test('calls in the caller’s context where it is told to', () => {
    const tmp = new TmpVolume(1000, now)
    expect(tmp.callInContext('existsSync', '/tmp')).toBe(true)
  })

  test('tells stats, of links themselves or of what they lead to, and undefined for nothing', () => {
    const tmp = new TmpVolume(1000, now)
    tmp.call('mkdirSync', '/tmp/d')
    tmp.call('symlinkSync', 'd', '/tmp/l')
    expect([tmp.lstat('/tmp/l')?.isSymbolicLink(), tmp.stat('/tmp/l')?.isDirectory()]).toEqual([true, true])
    expect([tmp.lstat('/tmp/n'), tmp.stat('/tmp/n')]).toEqual([undefined, undefined])
  })

  test('knows its open descriptors', () => {
    const tmp = new TmpVolume(1000, now)
    const other = new TmpVolume(1000, now)
    const fd = tmp.call('openSync', '/tmp/x', 'w') as number
    other.call('openSync', '/tmp/x', 'w')
    expect([isVolumeDescriptor(fd), tmp.hasDescriptor(fd), other.hasDescriptor(fd)]).toEqual([true, true, false])
    tmp.call('closeSync', fd)
    expect(tmp.hasDescriptor(fd)).toBe(false)
  })

  test('says so when memfs has no such function', () => {
    expect(() => new TmpVolume(1000, now).call('noSuchSync')).toThrow('fs.noSuchSync is not available for /tmp')
  })
})

test('descriptors of the host are small numbers, and others are no descriptors', () => {
  expect([0, 1, 20, 0x3fff_ffff, -1, '2147483647', undefined].map((fd) => isVolumeDescriptor(fd))).toEqual(
    Array(7).fill(false),
  )
  expect(isVolumeDescriptor(0x7fff_ffff)).toBe(true)
})
