// Real volumes of memfs, and what they tell of their memory.

import { describe, expect, test } from 'vitest'
import { TmpVolume } from '../../../src/effects/files/volume.js'

const MB = 1024 * 1024

interface Volume {
  readonly volume: TmpVolume
  /** Megabytes that were told, one after the other. */
  readonly told: readonly number[]
  call(name: string, ...args: unknown[]): unknown
  /** Megabytes that it takes up now. */
  readonly megabytes: number
}

function counted(): Volume {
  const told: number[] = []
  const volume = new TmpVolume(
    1024 * MB,
    () => 0,
    (bytes) => told.push(bytes / MB),
  )
  return {
    volume,
    told,
    call: (name, ...args) => volume.call(name, ...args),
    get megabytes() {
      return told.at(-1) ?? 0
    },
  }
}

/** Megabytes of buffers that are not collected yet. */
const buffers = (): number => process.memoryUsage().arrayBuffers / MB

describe('the memory of files', () => {
  test('is told when they are written, with the room that they have to grow', () => {
    const { call, told } = counted()
    call('writeFileSync', '/tmp/a', Buffer.alloc(10 * MB))
    expect(told.at(-1)).toBeGreaterThanOrEqual(10)
    expect(told.at(-1)).toBeLessThanOrEqual(20)
  })

  test('is told beforehand where a file outgrows its buffer, which is there twice for a while', () => {
    const { call, told } = counted()
    call('writeFileSync', '/tmp/a', Buffer.alloc(16 * MB))
    const from = told.length
    call('appendFileSync', '/tmp/a', Buffer.alloc(1))
    expect(told[from]).toBeGreaterThanOrEqual(16 + 32)
    expect(told.at(-1)).toBe(32)
  })

  test.each([
    ['removed', (call: Volume['call']) => call('unlinkSync', '/tmp/folder/a')],
    ['removed with their folder', (call: Volume['call']) => call('rmSync', '/tmp/folder', { recursive: true })],
    ['emptied', (call: Volume['call']) => call('truncateSync', '/tmp/folder/a', 0)],
    ['written anew', (call: Volume['call']) => call('writeFileSync', '/tmp/folder/a', 'small')],
    ['replaced', (call: Volume['call']) => call('renameSync', '/tmp/small', '/tmp/folder/a')],
  ])('is told, and given back at once, where they are %s', (_, act) => {
    const files = counted()
    const { call } = files
    call('mkdirSync', '/tmp/folder')
    call('writeFileSync', '/tmp/small', 'small')
    call('writeFileSync', '/tmp/folder/a', Buffer.alloc(64 * MB))
    expect(files.megabytes).toBeGreaterThanOrEqual(64)
    const before = buffers()
    act(call)
    expect(files.megabytes).toBe(0)
    expect(buffers()).toBeLessThanOrEqual(before - 64)
  })

  test('is none of a small one: V8 may count it, and a few kilobytes do not matter', () => {
    const files = counted()
    files.call('writeFileSync', '/tmp/a', 'small')
    expect(files.megabytes).toBe(0)
  })

  test('stays where a file that is open loses its name, or one of two, until it is closed', () => {
    const files = counted()
    const { call } = files
    call('writeFileSync', '/tmp/a', Buffer.alloc(4 * MB, 7))
    call('linkSync', '/tmp/a', '/tmp/b')
    call('unlinkSync', '/tmp/a')
    expect(files.megabytes).toBeGreaterThanOrEqual(4)
    const fd = call('openSync', '/tmp/b', 'r')
    call('unlinkSync', '/tmp/b')
    expect(files.megabytes).toBeGreaterThanOrEqual(4)
    const bytes = Buffer.alloc(4)
    expect(call('readSync', fd, bytes, 0, 4, 4 * MB - 4)).toBe(4)
    expect([...bytes]).toEqual([7, 7, 7, 7])
    call('closeSync', fd)
    expect(files.megabytes).toBe(0)
  })

  test('keeps what is in them, however often they outgrow it', () => {
    const { call } = counted()
    for (let count = 0; count < 40; count++) call('appendFileSync', '/tmp/a', Buffer.alloc(50_000, count))
    const read = call('readFileSync', '/tmp/a') as Buffer
    expect(read.byteLength).toBe(2_000_000)
    expect(Array.from({ length: 40 }, (_, count) => read[count * 50_000 + 49_999])).toEqual([...Array(40).keys()])
  })
})
