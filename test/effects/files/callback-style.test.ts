import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { existsWithCallback, withCallback } from '../../../src/effects/files/callback-style.js'
import { createFiles } from '../../../src/effects/files/files.js'
import type { Call } from '../../../src/effects/files/passage.js'
import type { OnDisk, Planner } from '../../../src/effects/files/plan.js'
import { systemError } from '../../../src/effects/files/system-error.js'

const files = createFiles({ taskRoot: '/project', tmpBytes: 1 })
const failing: Planner = () => ({
  on: 'here',
  run: () => {
    throw systemError('EROFS', 'open', '/x')
  },
})
const moved: OnDisk = {
  on: 'disk',
  args: ['/project/x', 1],
  inner: '/project/x',
  given: 'x',
  result: (value) => [value],
}
const movedAlone: Planner = () => ({ ...moved, args: ['/project/x'] })
const echo: Call = (path, _, callback) => (callback as Call)(null, path)
const broken: Call = (path, _, callback) => (callback as Call)(systemError('ENOENT', 'open', String(path)))
const existsThere: Call = (path, callback) => (callback as Call)(path === '/project/x')
const later = async (): Promise<string> => 'later'
const rejected = (): Promise<never> => Promise.reject(new Error('mine'))

function inEnvironment(): typeof files {
  return files
}
function outside(): undefined {
  return undefined
}
function called(call: Call, ...args: readonly unknown[]): Promise<unknown[]> {
  return new Promise((resolve) => {
    call(...args, (...results: unknown[]) => resolve(results))
  })
}

describe('a call with a callback', () => {
  test('gives results later, and only what there is', async () => {
    const plain = withCallback({ call: vi.fn() }, () => ({ on: 'here', run: () => undefined }), inEnvironment)
    expect(await called(plain, 'x')).toEqual([null])
    const read = withCallback({ call: vi.fn() }, () => ({ on: 'here', run: () => 3, also: 'buffer' }), inEnvironment)
    expect(await called(read, 'x')).toEqual([null, 3, 'buffer'])
  })

  test('gives errors without frames, as real asynchronous work does', async () => {
    const [error] = await called(withCallback({ call: vi.fn() }, failing, inEnvironment), 'x')
    expect((error as Error).stack).toBe("Error: EROFS: read-only file system, open '/x'")
  })

  test('waits for work that gives a promise', async () => {
    expect(
      await called(
        withCallback({ call: vi.fn() }, () => ({ on: 'here', run: later }), inEnvironment),
        'x',
      ),
    ).toEqual([null])
    const [error] = await called(
      withCallback({ call: vi.fn() }, () => ({ on: 'here', run: rejected }), inEnvironment),
      'x',
    )
    expect(error).toEqual(new Error('mine'))
  })

  test('converts what the disk gives, and its errors', async () => {
    expect(
      await called(
        withCallback({ call: echo }, () => moved, inEnvironment),
        'x',
      ),
    ).toEqual([null, ['/project/x']])
    const [error] = await called(
      withCallback({ call: broken }, () => moved, inEnvironment),
      'x',
    )
    expect(error).toMatchObject({ message: "ENOENT: no such file or directory, open 'x'", path: 'x' })
  })

  test('without a callback is the error of Node.js, and nothing is done', () => {
    const run = vi.fn()
    const call = withCallback({ call: vi.fn() }, () => ({ on: 'here', run }), inEnvironment)
    expect(() => call('x')).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: The "cb" argument must be of type function. Received type string ('x')]`,
    )
    expect(run).not.toHaveBeenCalled()
  })
})

describe('exists', () => {
  test('gives the answer alone, also as a promise', async () => {
    const call = existsWithCallback({ call: vi.fn() }, () => ({ on: 'here', run: () => true }), inEnvironment)
    expect(await called(call, 'x')).toEqual([true])
    expect(await (promisify(call) as unknown as Call)('x')).toBe(true)
  })

  test('asks the disk where the path leads there', async () => {
    expect(await called(existsWithCallback({ call: existsThere }, movedAlone, inEnvironment), 'x')).toEqual([true])
    expect(await called(existsWithCallback({ call: existsThere }, movedAlone, outside), 'x')).toEqual([false])
  })
})
