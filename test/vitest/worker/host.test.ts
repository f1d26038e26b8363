import { afterEach, describe, expect, test, vi } from 'vitest'
import type { FunctionConfig } from '../../../src/function/config.js'
import type { InProcessHost } from '../../../src/sandbox/in-process/host.js'
import { define } from '../../../src/vitest/worker/definition.js'
import { sandboxHost } from '../../../src/vitest/worker/host.js'
import { Scope } from '../../../src/vitest/worker/scope.js'
import { worker } from '../../../src/vitest/worker/worker.js'

afterEach(() => {
  vi.restoreAllMocks()
})

function host(config: Partial<FunctionConfig> = {}, scope: Scope = new Scope('a scope')): InProcessHost {
  const { config: complete } = define(worker(), async (event: unknown) => event)
  return sandboxHost(worker(), scope, { ...complete, ...config })
}

const folder = 'test/journeys/functions/cold-start'

describe('importModule()', () => {
  test('imports a file by its path from the root, without extension', async () => {
    expect(await host().importModule(`${folder}/counter`)).toHaveProperty('handler')
    expect(await host().importModule(`${folder}/common/handler`)).toHaveProperty('handler')
  })

  test('imports a package, where there is no such file [RES-7]', async () => {
    expect(await host().importModule('fast-check')).toHaveProperty('integer')
  })

  test('rejects as require.resolve does where there is nothing [RES-7]', async () => {
    await expect(host().importModule('src/nowhere')).rejects.toMatchObject({
      message: "Cannot find module 'nowhere'\nRequire stack:\n- /var/runtime/index.mjs",
      code: 'MODULE_NOT_FOUND',
    })
  })

  test('rejects with what the file throws', async () => {
    await expect(host().importModule(`${folder}/connection`)).rejects.toThrow('no connection')
  })
})

describe('evaluateFresh()', () => {
  test('resolves with what an Init gives', async () => {
    expect(await host().evaluateFresh(async () => 'module')).toBe('module')
  })

  test("rejects with Node's error in the place of Vite's [RES-11]", async () => {
    const error = Object.assign(new Error('Unexpected end of input'), {
      ['__vitest_rollup_error__']: { plugin: 'vite:json' },
    })
    await expect(host().evaluateFresh(() => Promise.reject(error))).rejects.toThrow(SyntaxError)
  })
})

describe('echo', () => {
  test("goes to the test's own console, whose spies see it", () => {
    const spy = vi.spyOn(console, 'warn').mockImplementation(() => {})
    host({ console: 'echo' }).echo?.('warn', ['text', 1])
    expect(spy).toHaveBeenCalledExactlyOnceWith('text', 1)
  })

  test('of a method that the console does not have is nothing', () => {
    expect(() => host({ console: 'echo' }).echo?.('fatal', ['text'])).not.toThrow()
  })

  test("is not there with console: 'silent'", () => {
    expect(host({ console: 'silent' }).echo).toBeUndefined()
  })
})

test('a failure that no invocation reports fails the test of the scope', async () => {
  const scope = new Scope('a scope')
  host({}, scope).unreported(new RangeError('nobody heard'))
  await expect(scope.end()).rejects.toThrow('nobody heard')
})

test('nothing is loading while nothing is imported', () => {
  expect(host().loading()).toBe(0)
})
