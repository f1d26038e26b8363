import { createWriteStream, mkdtempSync, rmSync, WriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CallSite, inSource } from '../../../src/effects/clock/call-site.js'
import { FileWork } from '../../../src/effects/files/file-work.js'
import { createFiles, type FilesState } from '../../../src/effects/files/files.js'
import { FileJob, OpenStream } from '../../../src/effects/files/left-files.js'
import { watchWriteStreams } from '../../../src/effects/files/write-streams.js'
import fs from 'node:fs'

const whose = (): { invocation: number; cause: undefined } => ({ invocation: 3, cause: undefined })

function origin(): { invocation: number; cause: undefined; site: CallSite } {
  return { ...whose(), site: new CallSite(origin) }
}

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'left-files-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('a job', () => {
  test('is under way until it has run, and is called by what it works on', () => {
    const job = new FileJob('/tmp/a.txt', undefined)
    expect([job.phase(), job.subject, job.describe()]).toEqual(['under way', '/tmp/a.txt', 'work on /tmp/a.txt'])
    job.over = true
    expect(job.phase()).toBe('over')
  })

  test.each([
    [new URL('file:///tmp/b.txt'), 'file:///tmp/b.txt'],
    [Buffer.from('/tmp/c.txt'), '/tmp/c.txt'],
    [17, 'a file in /tmp'],
    [undefined, 'a file in /tmp'],
  ])('on %o is called %s', (on, subject) => {
    expect(new FileJob(on, undefined).subject).toBe(subject)
  })

  test('that is asked for knows who asked, and where', async () => {
    const work = new FileWork(whose)
    const turn = work.perform(() => undefined, '/tmp/a.txt')
    const [job] = work.unfinished()
    expect(job?.origin).toMatchObject({ invocation: 3 })
    expect(inSource(job?.origin?.site.frames ?? [])).toContain('left-files.test.ts')
    expect([work.pending, work.idle]).toEqual([1, false])
    await turn
    expect([[...work.unfinished()], work.idle]).toEqual([[], true])
  })
})

describe('a write stream', () => {
  test('is unfinished until everything is written', async () => {
    const stream = createWriteStream(join(folder, 'a.txt'))
    const open = new OpenStream(stream, '/tmp/a.txt', origin())
    stream.write('a')
    expect([open.phase(), open.describe()]).toEqual(['under way', 'write stream to /tmp/a.txt'])
    stream.end()
    await once(stream, 'finish')
    expect(open.phase()).toBe('over')
    await once(stream, 'close')
  })

  test('that is destroyed is over', async () => {
    const stream = createWriteStream(join(folder, 'b.txt'))
    const open = new OpenStream(stream, 'b', origin())
    await once(stream, 'open')
    stream.destroy()
    expect(open.phase()).toBe('over')
    await once(stream, 'close')
  })
})

describe('watchWriteStreams()', () => {
  let files: FilesState | undefined
  let undo: () => void
  beforeEach(() => {
    files = createFiles({ taskRoot: folder, tmpBytes: 1024, whose })
    undo = watchWriteStreams(() => files)
  })
  afterEach(() => undo())

  test('notes a stream that code of an environment makes, until it is finished', async () => {
    const stream = fs.createWriteStream(join(folder, 'c.txt'))
    expect(stream).toBeInstanceOf(WriteStream)
    expect([...(files?.work.unfinished() ?? [])].map(({ subject, kind }) => [kind, subject])).toEqual([
      ['file', join(folder, 'c.txt')],
    ])
    stream.end('c')
    await once(stream, 'close')
    expect([...(files?.work.unfinished() ?? [])]).toEqual([])
  })

  test('notes nothing of the test’s own', async () => {
    const inside = files
    files = undefined
    const stream = fs.createWriteStream(join(folder, 'd.txt'))
    expect(inside?.work.idle).toBe(true)
    stream.end()
    await once(stream, 'close')
  })
})
