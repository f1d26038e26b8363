import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { snapshotTmp } from '../../../src/effects/files/files.js'
import { createEnvironment, inside, installFiles } from './inside.js'

let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => undo())

describe('the snapshot of /tmp', () => {
  test('is empty, and always the same object, as long as nothing touched /tmp', () => {
    const { files } = createEnvironment()
    expect(snapshotTmp(files)).toEqual({ files: {}, bytes: 0 })
    expect(snapshotTmp(files)).toBe(snapshotTmp(createEnvironment().files))
    expect(files.tmp.untouched).toBe(true)
  })

  test('has each file by its absolute path, as text when it is UTF-8, else as base64', () => {
    const environment = createEnvironment()
    inside(environment, () => {
      fs.writeFileSync('/tmp/a.txt', 'grüezi')
      fs.mkdirSync('/tmp/deep/er', { recursive: true })
      fs.writeFileSync('/tmp/deep/er/b.bin', Buffer.from([0xff, 0xfe]))
      fs.symlinkSync('/tmp/a.txt', '/tmp/link')
    })
    expect(snapshotTmp(environment.files)).toEqual({
      files: {
        '/tmp/a.txt': { bytes: 7, text: 'grüezi' },
        '/tmp/deep/er/b.bin': { bytes: 2, base64: '//4=' },
      },
      bytes: 9,
    })
  })

  test('keeps contents up to 256 KiB, and of a larger file its size', () => {
    const environment = createEnvironment()
    inside(environment, () => {
      fs.writeFileSync('/tmp/most', 'x'.repeat(256 * 1024))
      fs.writeFileSync('/tmp/more', 'x'.repeat(256 * 1024 + 1))
    })
    const { files } = snapshotTmp(environment.files)
    expect(files['/tmp/most']?.text).toHaveLength(256 * 1024)
    expect(files['/tmp/more']).toEqual({ bytes: 256 * 1024 + 1 })
  })

  test('counts a file with two names once', () => {
    const environment = createEnvironment()
    inside(environment, () => {
      fs.writeFileSync('/tmp/a', '123')
      fs.linkSync('/tmp/a', '/tmp/b')
    })
    expect(snapshotTmp(environment.files)).toMatchObject({ files: { '/tmp/a': {}, '/tmp/b': {} }, bytes: 3 })
  })

  test('is the same object, too, where a file or folder lets nobody in', () => {
    const environment = createEnvironment()
    inside(environment, () => {
      fs.mkdirSync('/tmp/sealed')
      fs.writeFileSync('/tmp/sealed/secret', 'text', { mode: 0o200 })
      fs.chmodSync('/tmp/sealed', 0o000)
    })
    const first = snapshotTmp(environment.files)
    expect(first.files['/tmp/sealed/secret']).toEqual({ bytes: 4, text: 'text' })
    expect(snapshotTmp(environment.files)).toBe(first)
  })

  test('is the same object until something changes, reading included', () => {
    const environment = createEnvironment()
    inside(environment, () => fs.writeFileSync('/tmp/a', '1'))
    const first = snapshotTmp(environment.files)
    inside(environment, () => fs.readFileSync('/tmp/a'))
    expect(snapshotTmp(environment.files)).toBe(first)
    expect(Object.isFrozen(first) && Object.isFrozen(first.files)).toBe(true)
  })

  test.each([
    ['a write', () => fs.writeFileSync('/tmp/a', '2')],
    ['an append', () => fs.appendFileSync('/tmp/a', '2')],
    ['a truncation', () => fs.truncateSync('/tmp/a', 0)],
    ['emptying at opening', () => fs.closeSync(fs.openSync('/tmp/a', 'w'))],
    ['a rename', () => fs.renameSync('/tmp/a', '/tmp/b')],
    ['a removal', () => fs.rmSync('/tmp/a')],
    ['a copy', () => fs.copyFileSync('/tmp/a', '/tmp/b')],
    ['a write into the middle', () => fs.writeSync(fs.openSync('/tmp/a', 'r+'), 'x', 0)],
  ])('shows %s, and what was taken before stays as it was', (_, change) => {
    const environment = createEnvironment()
    inside(environment, () => fs.writeFileSync('/tmp/a', '1'))
    const first = snapshotTmp(environment.files)
    inside(environment, change)
    const second = snapshotTmp(environment.files)
    expect(first).toEqual({ files: { '/tmp/a': { bytes: 1, text: '1' } }, bytes: 1 })
    expect(second).not.toEqual(first)
    const expected = inside(environment, () =>
      fs.readdirSync('/tmp').map((name) => [`/tmp/${name}`, fs.readFileSync(`/tmp/${name}`, 'utf8')]),
    )
    expect(Object.entries(second.files).map(([path, file]) => [path, file.text])).toEqual(expected)
  })

  test('reads unchanged files once', () => {
    const environment = createEnvironment()
    inside(environment, () => fs.writeFileSync('/tmp/a', '1'))
    const first = snapshotTmp(environment.files)
    inside(environment, () => fs.writeFileSync('/tmp/b', '2'))
    expect(snapshotTmp(environment.files).files['/tmp/a']).toBe(first.files['/tmp/a'])
  })

  test('survives a JSON round trip', () => {
    const environment = createEnvironment()
    inside(environment, () => fs.writeFileSync('/tmp/a', Buffer.from([0, 200])))
    const snapshot = snapshotTmp(environment.files)
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot)
  })
})
