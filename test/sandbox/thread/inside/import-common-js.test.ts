import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { importCommonJs, isCommonJs } from '../../../../src/sandbox/thread/inside/import-common-js.js'

const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'import-common-'))

/** The file of AWS's client that requires a handler. */
const RUNTIME = '/var/runtime/index.js'

afterAll(() => rmSync(folder, { recursive: true }))

/** The URL of a new file with this code. */
function url(name: string, code: string): string {
  const file = join(folder, name)
  writeFileSync(file, code)
  return pathToFileURL(file).href
}

test.each([
  ['file:///app/src/orders.cjs', true],
  ['file:///app/node_modules/pg/lib/index.js', false],
  ['node:fs', false],
  ['data:text/javascript,0', false],
])('what Node.js is given of the project’s files is CommonJS: %s, %s', (id, is) => {
  expect(isCommonJs(id)).toBe(is)
})

describe.each([
  ['imported', undefined],
  ['required', RUNTIME],
])('CommonJS of the project that is %s', (how, requiredBy) => {
  test('shows its members, and itself as the default export', async () => {
    const exports = await importCommonJs(url(`${how}-plain.cjs`, 'exports.a = 1; exports.b = () => 2'), requiredBy)
    expect(Object.keys(exports)).toEqual(['a', 'b', 'default', 'module.exports'])
    expect(exports).toMatchObject({ a: 1, default: { a: 1 } })
  })

  test('is evaluated once', async () => {
    const count = `${how}-count`
    const counting = url(`${count}.cjs`, `globalThis['${count}'] = (globalThis['${count}'] ?? 0) + 1`)
    await importCommonJs(counting, requiredBy)
    await importCommonJs(counting, requiredBy)
    expect(Reflect.get(globalThis, count)).toBe(1)
    Reflect.deleteProperty(globalThis, count)
  })

  test('fails with its own error', async () => {
    const failing = importCommonJs(url(`${how}-fails.cjs`, `throw new RangeError('at once')`), requiredBy)
    await expect(failing).rejects.toThrow(new RangeError('at once'))
  })
})

// Here an import is Vitest's, which shows these two in its own way; in a thread it is Node's.
describe('CommonJS of the project that is required', () => {
  test('shows the default export that was compiled into it', async () => {
    const code = `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'mine'; exports.a = 1`
    const exports = await importCommonJs(url('compiled.cjs', code), RUNTIME)
    expect({ ...exports }).toEqual({ a: 1, default: 'mine', 'module.exports': { default: 'mine', a: 1 } })
  })

  test('shows a function, and each member as it is at the moment', async () => {
    const code = `module.exports = () => 'called'; let n = 0; Object.defineProperty(module.exports, 'n', { enumerable: true, get: () => ++n })`
    const exports = (await importCommonJs(url('function.cjs', code), RUNTIME)) as {
      readonly n: number
      default(): string
    }
    expect(exports.default()).toBe('called')
    expect([exports.n, exports.n]).toEqual([1, 2])
  })

  test('knows who requires it', async () => {
    const exports = await importCommonJs(url('parent.cjs', 'exports.parent = module.parent?.filename'), RUNTIME)
    expect(exports).toMatchObject({ parent: RUNTIME })
  })
})
