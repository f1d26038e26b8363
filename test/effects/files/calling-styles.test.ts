import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import {
  type Call,
  existsWithCallback,
  like,
  promised,
  synchronous,
  withCallback,
} from '../../../src/effects/files/calling-styles.js'
import { createFiles } from '../../../src/effects/files/files.js'
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

function inEnvironment(): typeof files {
  return files
}
function outside(): undefined {
  return undefined
}
/** Fails as the real file system would, with the path it was given. */
function missing(path: unknown): never {
  throw systemError('ENOENT', 'open', String(path))
}
const echo: Call = (path, _, callback) => (callback as Call)(null, path)
const broken: Call = (path, _, callback) => (callback as Call)(systemError('ENOENT', 'open', String(path)))
const existsThere: Call = (path, callback) => (callback as Call)(path === '/project/x')
const movedAlone: Planner = () => ({ ...moved, args: ['/project/x'] })
const confused: Planner = () => {
  throw new Error('mine')
}
const later = async (): Promise<string> => 'later'
const rejected = (): Promise<never> => Promise.reject(new Error('mine'))
function called(call: Call, ...args: readonly unknown[]): Promise<unknown[]> {
  return new Promise((resolve) => {
    call(...args, (...results: unknown[]) => resolve(results))
  })
}

describe('a synchronous call', () => {
  test('is the original’s outside an environment, and where there is no plan', () => {
    const original = vi.fn((...args: readonly unknown[]) => args)
    expect(synchronous(original, failing, outside)(1, 2)).toEqual([1, 2])
    expect(synchronous(original, () => undefined, inEnvironment)(3)).toEqual([3])
  })

  test('is made here, or on the disk with other arguments and its result converted', () => {
    const original = vi.fn((...args: readonly unknown[]) => args.join())
    expect(synchronous(original, () => ({ on: 'here', run: () => 'done' }), inEnvironment)('x')).toBe('done')
    expect(original).not.toHaveBeenCalled()
    expect(synchronous(original, () => moved, inEnvironment)('x', 1)).toEqual(['/project/x,1'])
  })

  test('names the path as it was given when the disk fails', () => {
    expect(() => synchronous(missing, () => moved, inEnvironment)('x')).toThrow(
      "ENOENT: no such file or directory, open 'x'",
    )
  })

  test('leaves the stack of an error of the user alone', () => {
    const error = new Error('mine')
    const { stack } = error
    const call = synchronous(vi.fn(), () => ({ on: 'here', run: () => { throw error } }), inEnvironment) // prettier-ignore
    expect(call).toThrow(error)
    expect(error.stack).toBe(stack)
  })
})

describe('a call with a callback', () => {
  test('gives results later, and only what there is', async () => {
    const plain = withCallback(vi.fn(), () => ({ on: 'here', run: () => undefined }), inEnvironment)
    expect(await called(plain, 'x')).toEqual([null])
    const read = withCallback(vi.fn(), () => ({ on: 'here', run: () => 3, also: 'buffer' }), inEnvironment)
    expect(await called(read, 'x')).toEqual([null, 3, 'buffer'])
  })

  test('gives errors without frames, as real asynchronous work does', async () => {
    const [error] = await called(withCallback(vi.fn(), failing, inEnvironment), 'x')
    expect((error as Error).stack).toBe("Error: EROFS: read-only file system, open '/x'")
  })

  test('waits for work that gives a promise', async () => {
    expect(
      await called(
        withCallback(vi.fn(), () => ({ on: 'here', run: later }), inEnvironment),
        'x',
      ),
    ).toEqual([null])
    const [error] = await called(
      withCallback(vi.fn(), () => ({ on: 'here', run: rejected }), inEnvironment),
      'x',
    )
    expect(error).toEqual(new Error('mine'))
  })

  test('converts what the disk gives, and its errors', async () => {
    expect(
      await called(
        withCallback(echo, () => moved, inEnvironment),
        'x',
      ),
    ).toEqual([null, ['/project/x']])
    const [error] = await called(
      withCallback(broken, () => moved, inEnvironment),
      'x',
    )
    expect(error).toMatchObject({ message: "ENOENT: no such file or directory, open 'x'", path: 'x' })
  })

  test('without a callback is the error of Node.js, and nothing is done', () => {
    const run = vi.fn()
    const call = withCallback(vi.fn(), () => ({ on: 'here', run }), inEnvironment)
    expect(() => call('x')).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: The "cb" argument must be of type function. Received 'x']`,
    )
    expect(run).not.toHaveBeenCalled()
  })
})

describe('exists', () => {
  test('gives the answer alone, also as a promise', async () => {
    const call = existsWithCallback(vi.fn(), () => ({ on: 'here', run: () => true }), inEnvironment)
    expect(await called(call, 'x')).toEqual([true])
    expect(await promisify(call)('x')).toBe(true)
  })

  test('asks the disk where the path leads there', async () => {
    expect(await called(existsWithCallback(existsThere, movedAlone, inEnvironment), 'x')).toEqual([true])
    expect(await called(existsWithCallback(existsThere, movedAlone, outside), 'x')).toEqual([false])
  })
})

describe('a call with a promise', () => {
  test('rejects and never throws, also when there is no plan to be made', async () => {
    await expect(promised(vi.fn(), failing, inEnvironment)('x')).rejects.toThrow('EROFS')
    await expect(promised(vi.fn(), confused, inEnvironment)('x')).rejects.toThrow('mine')
    await expect(promised(missing, () => moved, inEnvironment)('x')).rejects.toThrow("open 'x'")
  })

  test('converts what the disk gives', async () => {
    expect(
      await promised(
        async (path) => path,
        () => moved,
        inEnvironment,
      )('x'),
    ).toEqual(['/project/x'])
    expect(
      await promised(
        async (path) => path,
        () => undefined,
        inEnvironment,
      )('x'),
    ).toBe('x')
  })
})

test('a facade is like its original: name, length and symbols, without its promisified form', () => {
  const tag = Symbol('tag')
  const original: Call = Object.assign((_a: unknown, _b: unknown) => 1, { [tag]: 1, [promisify.custom]: 2 })
  const facade = like(original, (...args) => args)
  expect([facade.name, facade.length, Reflect.ownKeys(facade).includes(tag)]).toEqual([original.name, 2, true])
  expect(Reflect.ownKeys(facade)).not.toContain(promisify.custom)
})
