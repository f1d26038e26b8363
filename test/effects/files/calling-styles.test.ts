import { describe, expect, test, vi } from 'vitest'
import { promised, synchronous } from '../../../src/effects/files/calling-styles.js'
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

const echo = async (path: unknown): Promise<unknown> => path

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
const confused: Planner = () => {
  throw new Error('mine')
}
describe('a synchronous call', () => {
  test('is the original’s outside an environment, and where there is no plan', () => {
    const original = vi.fn((...args: readonly unknown[]) => args)
    expect(synchronous({ call: original }, failing, outside)(1, 2)).toEqual([1, 2])
    expect(synchronous({ call: original }, () => undefined, inEnvironment)(3)).toEqual([3])
  })

  test('is made here, or on the disk with other arguments and its result converted', () => {
    const original = vi.fn((...args: readonly unknown[]) => args.join())
    expect(synchronous({ call: original }, () => ({ on: 'here', run: () => 'done' }), inEnvironment)('x')).toBe('done')
    expect(original).not.toHaveBeenCalled()
    expect(synchronous({ call: original }, () => moved, inEnvironment)('x', 1)).toEqual(['/project/x,1'])
  })

  test('names the path as it was given when the disk fails', () => {
    expect(() => synchronous({ call: missing }, () => moved, inEnvironment)('x')).toThrow(
      "ENOENT: no such file or directory, open 'x'",
    )
  })

  test('leaves the stack of an error of the user alone', () => {
    const error = new Error('mine')
    const { stack } = error
    const run = (): never => {
      throw error
    }
    const call = synchronous({ call: vi.fn() }, () => ({ on: 'here', run }), inEnvironment)
    expect(call).toThrow(error)
    expect(error.stack).toBe(stack)
  })
})

describe('a call with a promise', () => {
  test('rejects and never throws, also when there is no plan to be made', async () => {
    await expect(promised({ call: vi.fn() }, failing, inEnvironment)('x')).rejects.toThrow('EROFS')
    await expect(promised({ call: vi.fn() }, confused, inEnvironment)('x')).rejects.toThrow('mine')
    await expect(promised({ call: missing }, () => moved, inEnvironment)('x')).rejects.toThrow("open 'x'")
  })

  test('converts what the disk gives', async () => {
    expect(await promised({ call: echo }, () => moved, inEnvironment)('x')).toEqual(['/project/x'])
    expect(await promised({ call: echo }, () => undefined, inEnvironment)('x')).toBe('x')
  })
})
