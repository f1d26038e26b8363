import { expect, onTestFinished, test, vi } from 'vitest'
import { disk } from '../../../src/effects/files/disk.js'
import {
  createFiles,
  endFilesProcess,
  freezeFiles,
  pendingFileWork,
  snapshotTmp,
  thawFiles,
} from '../../../src/effects/files/files.js'

async function turns(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve))
}

test('what a frozen environment asked for happens after the thaw [FRZ-4]', async () => {
  const files = createFiles({ taskRoot: process.cwd(), tmpBytes: 1000 })
  void files.work.perform(() => files.tmp.call('writeFileSync', '/tmp/x', 'late'))
  freezeFiles(files)
  await turns()
  expect([snapshotTmp(files).bytes, pendingFileWork(files)]).toEqual([0, 1])
  thawFiles(files)
  await turns()
  expect([snapshotTmp(files).bytes, pendingFileWork(files)]).toEqual([4, 0])
})

test('a lost process loses its work and its descriptors, and /tmp stays [RST-3]', async () => {
  const files = createFiles({ taskRoot: process.cwd(), tmpBytes: 1000 })
  const fd = files.tmp.call('openSync', '/tmp/x', 'w') as number
  files.tmp.call('writeSync', fd, 'kept')
  void files.work.perform(() => files.tmp.call('writeFileSync', '/tmp/y', 'lost'))
  endFilesProcess(files)
  await turns()
  expect(snapshotTmp(files).files).toEqual({ '/tmp/x': { bytes: 4, text: 'kept' } })
  expect(files.tmp.hasDescriptor(fd)).toBe(false)
})

test('the disk is searched for the project only when a path leads to /tmp, and once', () => {
  const looks = vi.spyOn(disk, 'existsSync').mockReturnValue(true)
  onTestFinished(() => looks.mockRestore())
  const { view } = createFiles({ taskRoot: '/tmp/shop/orders', tmpBytes: 1000 })
  expect(looks).not.toHaveBeenCalled()
  expect(view.spared).toContain('/tmp/shop')
  const once = looks.mock.calls.length
  expect([view.spared.length > 0, looks.mock.calls.length]).toEqual([true, once])
})
