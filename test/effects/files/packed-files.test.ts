import { expect, test } from 'vitest'
import { createFiles, type FilesState, snapshotTmp } from '../../../src/effects/files/files.js'
import { packFiles, unpackFiles } from '../../../src/effects/files/packed-files.js'
import { snapshotPacked } from '../../../src/effects/files/snapshot.js'

const empty = (): FilesState => createFiles({ taskRoot: '/app', tmpBytes: 1024 * 1024 })

test('an untouched /tmp is nothing to carry', () => {
  expect(packFiles(empty())).toEqual([])
})

test('files, folders, links and modes are carried over, bytes as they are [RST-3]', () => {
  const files = empty()
  const { tmp } = files
  tmp.call('mkdirSync', '/tmp/cache')
  tmp.call('writeFileSync', '/tmp/cache/a.bin', new Uint8Array([0, 255, 128]))
  tmp.call('writeFileSync', '/tmp/run.sh', 'echo')
  tmp.call('chmodSync', '/tmp/run.sh', 0o755)
  tmp.call('symlinkSync', 'cache/a.bin', '/tmp/link')
  tmp.hasLinks = true
  const packed = structuredClone(packFiles(files))
  const next = empty()
  unpackFiles(next, packed)
  expect([...(next.tmp.call('readFileSync', '/tmp/cache/a.bin') as Uint8Array)]).toEqual([0, 255, 128])
  expect(next.tmp.call('readlinkSync', '/tmp/link')).toBe('cache/a.bin')
  expect(next.tmp.hasLinks).toBe(true)
  expect(next.tmp.lstat('/tmp/run.sh')?.mode).toBe(tmp.lstat('/tmp/run.sh')?.mode)
  expect(packFiles(next).map(({ path }) => path)).toEqual(packed.map(({ path }) => path))
})

test('caches tell their age after it, too: when what was changed last is carried over [RST-3]', () => {
  const files = empty()
  files.tmp.call('mkdirSync', '/tmp/cache')
  files.tmp.call('writeFileSync', '/tmp/cache/old', 'text')
  const changed = Date.parse('2026-01-01T00:00:00.250Z')
  for (const path of ['/tmp/cache/old', '/tmp/cache']) files.tmp.call('utimesSync', path, 0, changed / 1000)
  const next = empty()
  unpackFiles(next, packFiles(files))
  for (const path of ['/tmp/cache/old', '/tmp/cache']) expect(next.tmp.lstat(path)?.mtimeMs).toBe(changed)
})

test.each([0o555, 0o000])(
  'a folder of mode %o keeps what is in it, and a file that lets nobody read its bytes',
  (mode) => {
    const files = empty()
    const { tmp } = files
    tmp.call('mkdirSync', '/tmp/sealed')
    tmp.call('writeFileSync', '/tmp/sealed/secret', 'text')
    tmp.call('chmodSync', '/tmp/sealed/secret', 0o000)
    tmp.call('chmodSync', '/tmp/sealed', mode)
    expect(snapshotTmp(files).files['/tmp/sealed/secret']).toEqual({ bytes: 4, text: 'text' })
    const next = empty()
    unpackFiles(next, packFiles(files))
    expect((next.tmp.lstat('/tmp/sealed')?.mode ?? 0) & 0o777).toBe(mode)
    expect(packFiles(next)).toEqual(packFiles(files))
  },
)

test('who has only what was carried sees the same in it', () => {
  const files = empty()
  const { tmp } = files
  expect(snapshotPacked(packFiles(files))).toEqual(snapshotTmp(files))
  tmp.call('mkdirSync', '/tmp/cache')
  tmp.call('writeFileSync', '/tmp/cache/a.bin', Buffer.from([0, 255, 128]))
  tmp.call('writeFileSync', '/tmp/a.txt', 'grüezi')
  tmp.call('writeFileSync', '/tmp/large', 'x'.repeat(256 * 1024 + 1))
  tmp.call('symlinkSync', 'a.txt', '/tmp/link')
  expect(snapshotPacked(structuredClone(packFiles(files)))).toEqual(snapshotTmp(files))
})
