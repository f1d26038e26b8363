import { describe, expect, test } from 'vitest'
import { exporterOf } from '../../../src/effects/module-graph/exporter.js'
import type { ModuleNode } from '../../../src/effects/module-graph/vitest-modules.js'
import { evaluate, exporting, node } from './node.js'

const handler = (): void => undefined

/** A Vitest that has evaluated these modules. */
function vitest(modules: Readonly<Record<string, object | undefined>>): object {
  const idToModuleMap = new Map<string, ModuleNode>()
  for (const [id, exports] of Object.entries(modules)) {
    const made = node(id)
    if (exports) evaluate(made, exports)
    idToModuleMap.set(id, made)
  }
  return { __vitest_worker__: { evaluatedModules: { idToModuleMap }, config: { root: '/app' } } }
}

describe('the module that exports a function', () => {
  test('is found, with the name of the export', () => {
    const host = vitest({ '/app/a.ts': exporting({ a: 1 }), '/app/b.ts': exporting({ a: 1, get: handler }) })
    expect(exporterOf(handler, host)).toEqual({ file: '/app/b.ts', name: 'get' })
  })

  test.each([
    ['no module exports it', { '/app/a.ts': exporting({ handler: () => undefined }) }],
    ['nothing has been evaluated', { '/app/a.ts': undefined }],
    ['it is a package’s', { '/app/node_modules/a/index.js': exporting({ handler }) }],
  ])('is none when %s', (_, modules) => {
    expect(exporterOf(handler, vitest(modules))).toBeUndefined()
  })

  test('is none where the table of modules is unknown', () => {
    expect(exporterOf(handler, {})).toBeUndefined()
  })

  test('is found beside one that is not ready yet', () => {
    const early = Object.defineProperty({}, 'handler', {
      enumerable: true,
      get: () => {
        throw new ReferenceError('before initialization')
      },
    })
    const host = vitest({ '/app/early.ts': early, '/app/b.ts': exporting({ handler }) })
    expect(exporterOf(handler, host)).toEqual({ file: '/app/b.ts', name: 'handler' })
  })
})
