// The file system of a function through the whole path: its own /tmp, and nothing else to write to.

import { handler, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import fs, { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

function files(code: (event: { n?: number }) => unknown, config: LambdaConfig = {}): Lambda<{ n?: number }, unknown> {
  return withLambda(handler(code), { console: 'silent', ...config }) as Lambda<{ n?: number }, unknown>
}

/** What a failed call says: code, errno, system call and message. */
function failureOf(call: () => unknown): object {
  try {
    call()
  } catch (error) {
    const { code, errno, syscall, message } = error as NodeJS.ErrnoException
    return { code, errno, syscall, message }
  }
  return {}
}

describe('/tmp', () => {
  test('keeps its files from one warm invocation to the next, and is empty after a cold start [FS-2]', async () => {
    const lambda = files(({ n }) => {
      if (n !== undefined) writeFileSync(`/tmp/${n}`, 'x')
      return readdirSync('/tmp')
    })
    expect(await lambda.invoke({ n: 1 })).toReturn(['1'])
    expect(await lambda.invoke({ n: 2 })).toReturn(['1', '2'])
    await lambda.recycle()
    expect(await lambda.invoke({})).toReturn([])
  })

  test('belongs to one environment: a concurrent one has its own [FS-2]', async () => {
    const lambda = files(async ({ n }) => {
      await writeFile('/tmp/mine', String(n))
      await new Promise((resolve) => setTimeout(resolve, 100))
      return readFile('/tmp/mine', 'utf8')
    })
    const results = await Promise.all([1, 2, 3].map((n) => lambda.invoke({ n })))
    expect(results.map(({ payload }) => payload)).toEqual(['1', '2', '3'])
  })

  test('is told to the test: in the record as it was at the end, in environments as it is now', async () => {
    const lambda = files(async ({ n }) => appendFile('/tmp/log.txt', `${n}\n`))
    const first = await lambda.invoke({ n: 1 })
    await lambda.invoke({ n: 2 })
    expect(first).toHaveTmpFile('/tmp/log.txt', '1\n')
    expect([...lambda.environments].map(({ tmp }) => tmp)).toEqual([
      { files: { '/tmp/log.txt': expect.objectContaining({ text: '1\n2\n', bytes: 4 }) }, bytes: 4 },
    ])
  })

  test('does not touch the real disk, nor see it', async () => {
    const name = `vitest-lambda-${process.pid}.txt`
    const real = join(os.tmpdir(), name)
    const lambda = files(() => {
      writeFileSync(`/tmp/${name}`, 'from inside')
      return readdirSync('/tmp')
    })
    expect(await lambda.invoke({})).toReturn([name])
    expect(existsSync(real)).toBe(false)
  })

  test('is what os.tmpdir() names inside, while the test keeps its own', async () => {
    const outside = os.tmpdir()
    expect(await files(() => os.tmpdir()).invoke({})).toReturn('/tmp')
    expect(os.tmpdir()).toBe(outside)
  })
})

describe('a full /tmp', () => {
  const MB = 1024 * 1024

  test('refuses more with ENOSPC: 512 MB by default, or what ephemeralStorage says [FS-1, FS-3]', async () => {
    const write = (): object => failureOf(() => writeFileSync('/tmp/big', Buffer.alloc(520 * MB)))
    expect(await files(write).invoke({})).toReturn({
      code: 'ENOSPC',
      errno: -28,
      syscall: 'write',
      message: 'ENOSPC: no space left on device, write',
    })
    expect(await files(write, { ephemeralStorage: 600 }).invoke({})).toReturn({})
  })

  test('fills up over warm invocations, and fails the one that writes too much [FS-3, PIT-9]', async () => {
    const lambda = files(({ n }) => void writeFileSync(`/tmp/${n}`, Buffer.alloc(260 * MB)))
    expect(await lambda.invoke({ n: 1 })).toReturn(null)
    expect(await lambda.invoke({ n: 2 })).toFailWith({
      errorType: 'Error',
      errorMessage: /^ENOSPC: no space left on device/,
    })
  })
})

describe('everything else', () => {
  test.each([
    ['/var/task/file', 'open'],
    ['/opt/file', 'open'],
    ['/home/file', 'open'],
    ['relative', 'open'],
    ['/tmp/../escape', 'open'],
  ])('is read-only: writing %s is EROFS [FS-4]', async (path, syscall) => {
    const { payload } = await files(() => failureOf(() => writeFileSync(path, 'x'))).invoke({})
    expect(payload).toMatchObject({
      code: 'EROFS',
      errno: -30,
      syscall,
      message: expect.stringMatching(/^EROFS: read-only file system, open '/),
    })
  })

  test('refuses directories too, and leaves the disk as it was [FS-4]', async () => {
    const lambda = files(() => failureOf(() => mkdirSync('cache')))
    expect((await lambda.invoke({})).payload).toMatchObject({ code: 'EROFS', syscall: 'mkdir' })
    expect(existsSync('cache')).toBe(false)
  })

  test('written to at module level fails Init, twice [PIT-10, INIT-6]', async () => {
    const lambda = withLambda(() => import('./functions/isolation/writes-at-init.js'), { console: 'silent' })
    const result = await lambda.invoke()
    expect(result).toFailWith({ errorMessage: /^EROFS: read-only file system/ })
    expect(result.record.phases.filter(({ phase, status }) => phase === 'init' && status === 'error')).toHaveLength(2)
  })
})

describe('/var/task', () => {
  test('is the project’s root, and the working directory [FS-5]', async () => {
    const lambda = files(() => [
      process.cwd(),
      (JSON.parse(readFileSync('package.json', 'utf8')) as { name: string }).name,
    ])
    expect(await lambda.invoke({})).toReturn(['/var/task', 'vitest-lambda'])
  })

  test('can be another directory: taskRoot', async () => {
    const lambda = files(
      () => [process.cwd(), readdirSync('.').includes('counter.ts'), existsSync('/var/task/lifecycle/counter.ts')],
      {
        taskRoot: 'test/journeys/functions',
      },
    )
    expect(await lambda.invoke({})).toReturn(['/var/task', true, true])
  })

  test('can be left inside without moving the test', async () => {
    const before = process.cwd()
    const lambda = files(() => {
      process.chdir('/tmp')
      writeFileSync('here', 'x')
      return [process.cwd(), readdirSync('.')]
    })
    expect(await lambda.invoke({})).toReturn(['/tmp', ['here']])
    expect(process.cwd()).toBe(before)
  })
})

describe('the test’s own files', () => {
  test('are read and written as always while a function is under test', async () => {
    const directory = fs.mkdtempSync(join(os.tmpdir(), 'vitest-lambda-'))
    const file = join(directory, 'a.txt')
    const lambda = files(() => void writeFileSync('/tmp/a.txt', 'inside'))
    await lambda.invoke({})
    writeFileSync(file, 'outside')
    expect(readFileSync(file, 'utf8')).toBe('outside')
    fs.rmSync(directory, { recursive: true })
  })
})
