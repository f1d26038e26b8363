import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import vm from 'node:vm'
import { handler, loader } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import { define } from '../../../src/vitest/worker/definition.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'
import { handler as counter } from '../../journeys/functions/thread/counter.js'
import { defineElsewhere } from './thread-code/elsewhere.js'

const worker: Worker = { stage: new Stage(), ready: true, endings: new Set(), warnOnce: () => undefined }

const inThread = (code: unknown, config: object = {}): unknown =>
  define(worker, code, { ...config, isolation: 'thread' }).code

const load = () => import('../../journeys/functions/thread/counter.js')
const id = '/test/journeys/functions/thread/counter.ts'

describe('a thread is told the module', () => {
  test('that a loader imports, and the file that asks for it', () => {
    expect(inThread(load)).toEqual({ kind: 'module', id, importer: import.meta.filename, exportPath: 'handler' })
  })

  test('with the export that the config names', () => {
    expect(inThread(load, { handler: 'api.get' })).toMatchObject({ id, exportPath: 'api.get' })
  })

  test.each([
    ['marked by hand', loader(load)],
    [
      'in a block',
      () => {
        return import('../../journeys/functions/thread/counter.js')
      },
    ],
    ['that awaits', async () => await import('../../journeys/functions/thread/counter.js')],
  ])('of a loader %s', (_, code) => {
    expect(inThread(code)).toMatchObject({ id })
  })

  test('of a loader in a helper file, which is the file that asks', () => {
    expect(defineElsewhere(worker)).toMatchObject({
      id: '/test/vitest/worker/thread-code/code.ts',
      importer: resolve(import.meta.dirname, 'thread-code/elsewhere.ts'),
    })
  })

  test('of a handler string, which nobody imports', () => {
    expect(inThread('test/journeys/functions/thread/counter.handler')).toEqual({
      kind: 'module',
      id: 'test/journeys/functions/thread/counter',
      exportPath: 'handler',
    })
  })

  test('from a file that Node.js has loaded, and names by its URL', () => {
    const file = resolve('/app/test/a.test.mjs')
    const native = vm.runInThisContext(`(define, ...args) => define(...args)`, { filename: pathToFileURL(file).href })
    const { code } = (native as (...args: unknown[]) => ReturnType<typeof define>)(define, worker, load, {
      isolation: 'thread',
    })
    expect(code).toMatchObject({ importer: file })
  })

  test('also where an import that is not there keeps its name', () => {
    // @ts-expect-error there is no such file
    expect(inThread(() => import('./nowhere.js'))).toMatchObject({ id: './nowhere.js', importer: import.meta.filename })
  })
})

describe('a thread cannot load, and the guide says what to write instead of', () => {
  const path = './counter.js'

  test('a loader that makes something of the module', () => {
    expect(() => inThread(() => import('../../journeys/functions/thread/counter.js').then((module) => module.handler)))
      .toThrowErrorMatchingInlineSnapshot(`
      [LambdaCodeError: withLambda(): isolation: 'thread' loads a function's module by its path, in a thread of its own. This loader does more than import a module.
        received: () => import("/test/journeys/functions/thread/counter.ts").then((module) => mo…
        Write one of these:
          () => import('../../journeys/functions/thread/counter.js')
          'test/journeys/functions/thread/counter.handler'
        or give it { isolation: 'in-process' }: there code of the test's own can run.]
    `)
  })

  test('a loader with a name that is put together', () => {
    expect(() => inThread(() => import(path))).toThrowErrorMatchingInlineSnapshot(`
      [LambdaCodeError: withLambda(): isolation: 'thread' loads a function's module by its path, in a thread of its own. The path that this loader imports is no literal.
        received: () => import(path)
        Write one of these, with the path and the export that it has:
          () => import('../src/orders.js')
          'src/orders.handler'
        or give it { isolation: 'in-process' }: there code of the test's own can run.]
    `)
  })

  test('a function that a module of the project exports', () => {
    expect(() => inThread(counter)).toThrowErrorMatchingInlineSnapshot(`
      [LambdaCodeError: withLambda(): isolation: 'thread' loads a function's module by its path, in a thread of its own. A handler function has no path.
        received: async (event) => { count++; console.log("invoked", event); return { count }; }
        Write one of these:
          () => import('../../journeys/functions/thread/counter.js')
          'test/journeys/functions/thread/counter.handler'
        or give it { isolation: 'in-process' }: there code of the test's own can run.]
    `)
  })

  test('a function of the test itself', () => {
    expect(() =>
      inThread(
        handler(async (event: unknown) => event),
        { handler: 'api.get' },
      ),
    ).toThrowErrorMatchingInlineSnapshot(`
      [LambdaCodeError: withLambda(): isolation: 'thread' loads a function's module by its path, in a thread of its own. A handler function has no path.
        received: async (event) => event
        Write one of these, with the path and the export that it has:
          () => import('../src/orders.js') with { handler: 'api.get' }
          'src/orders.api.get'
        or give it { isolation: 'in-process' }: there code of the test's own can run.]
    `)
  })

  test('a function in an update', () => {
    const update = (): unknown => define(worker, () => import(path), { isolation: 'thread' }, 'update()')
    expect(update).toThrow(/^update\(\): isolation: 'thread' loads/)
  })

  test('a file with a dot in its name, which no handler string can name [RES-2]', () => {
    const dotted = new Function("return import('/src/orders.v2.ts').then((module) => module.handler)")
    expect(() => inThread(loader(dotted as () => unknown))).toThrow(
      /one of these:\n {4}\(\) => import\('[./]+\/src\/orders\.v2\.js'\)\n {2}or give/,
    )
  })

  test('a file beside the project, which has no handler string', () => {
    const outside = new Function("return import('/@fs/elsewhere/orders.ts').then((module) => module.handler)")
    expect(() => inThread(loader(outside as () => unknown))).toThrow(
      /one of these:\n    \(\) => import\('[./]+\/elsewhere\/orders\.js'\)\n  or give/,
    )
  })
})
