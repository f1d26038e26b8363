import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { LambdaCodeError } from '../../src/function/code-error.js'
import { classifyCode, handler, loader } from '../../src/function/code.js'
import type { HandlerMark, LoaderMark } from '../../src/function/code.js'

const answer = async (event: { id: string }): Promise<{ id: string }> => ({ id: event.id })
const load = (): Promise<typeof import('../../src/function/nearest.js')> => import('../../src/function/nearest.js')

const imported = async function named(): Promise<unknown> {
  return import('../../src/function/nearest.js')
}
const plain = function named(): void {}
class Handler {
  readonly answer = 42
}

/** A handler that imports what it needs on its way. */
const lazy = async (name: string): Promise<string | undefined> => {
  const { nearest } = await import('../../src/function/nearest.js')
  return nearest(name, [])
}

/** A loader that makes the handler, or a handler that uses a module: nobody can tell. */
const mixed = async (): Promise<unknown> => {
  const m = await import('../../src/function/nearest.js')
  return m.nearest('a', [])
}

/** Fails the test when it is called, and lies about its source. */
const untouchable = (): never => {
  throw new Error('it was called to find out what it is')
}
Object.defineProperty(untouchable, 'toString', { value: () => "() => import('./a.js')" })

describe('classifyCode', () => {
  test('takes a function that imports a module for a loader, and knows the module', () => {
    expect(classifyCode(load)).toEqual({
      kind: 'loader',
      load,
      literalSpecifier: expect.stringContaining('src/function/nearest'),
    })
  })

  test('takes loaders of every usual shape, as this file is really evaluated', () => {
    const shapes = [
      async () => await import('../../src/function/nearest.js'),
      async () => (await import('../../src/function/nearest.js')).nearest,
      () => import('../../src/function/nearest.js').then((m) => m.nearest),
      () => import('../../src/function/nearest.js').then(({ nearest }) => ({ handler: nearest })),
      async () => {
        const { nearest } = await import('../../src/function/nearest.js')
        return { handler: nearest }
      },
      imported,
    ]
    for (const shape of shapes) expect(classifyCode(shape)).toMatchObject({ kind: 'loader', load: shape })
  })

  test('takes a loader whose module is in a variable, and does not know the module', () => {
    const path = '../../src/function/nearest.js'
    expect(classifyCode(() => import(path))).toEqual({ kind: 'loader', load: expect.any(Function) })
  })

  test('takes a function without an import for a handler', () => {
    const shapes = [answer, async () => ({ statusCode: 200 }), plain, Handler]
    for (const run of shapes) expect(classifyCode(run)).toEqual({ kind: 'handler', run })
  })

  test('takes a function with parameters for a handler, also when it imports', () => {
    expect(classifyCode(lazy)).toEqual({ kind: 'handler', run: lazy })
  })

  test('never calls the function, nor a toString() of its own', () => {
    expect(classifyCode(untouchable)).toEqual({ kind: 'handler', run: untouchable })
  })

  test('believes a mark, whatever the source says', () => {
    expect(classifyCode(loader(load))).toMatchObject({ kind: 'loader', load, literalSpecifier: expect.any(String) })
    const bound = load.bind(undefined)
    expect(classifyCode(loader(bound))).toEqual({ kind: 'loader', load: bound })
    expect(classifyCode(handler(load))).toEqual({ kind: 'handler', run: load })
    const spied = vi.fn(answer)
    expect(classifyCode(handler(spied))).toEqual({ kind: 'handler', run: spied })
  })

  test('takes a handler string apart [RES-2]', () => {
    expect(classifyCode('src/nested/app.api.v1.get')).toEqual({
      kind: 'string',
      handlerString: 'src/nested/app.api.v1.get',
      moduleId: 'src/nested/app',
      exportPath: 'api.v1.get',
    })
  })
})

describe('an undecidable function', () => {
  test('is shown with both spellings', () => {
    expect(() => classifyCode(mixed)).toThrowErrorMatchingInlineSnapshot(`
      [LambdaCodeError: withLambda(): is this function a loader or a handler? It imports a module and does other things too (it calls m.nearest()).
        received: async () => { const m = await __vite_ssr_dynamic_import__("/src/function/nearest.ts"); return m.nea…
        Say which it is:
          loader(fn)    fn imports the module and gives it back: fresh module state on every cold start
          handler(fn)   fn is the Lambda handler itself
        Both come from 'vitest-lambda'.]
    `)
  })

  test('may be a spy of Vitest, around whatever it spies on', () => {
    expect(() => classifyCode(vi.fn(load))).toThrow('withLambda(): is this function a loader or a handler? It is a spy')
    expect(() => classifyCode(vi.fn(answer))).toThrow(LambdaCodeError)
    expect(() => classifyCode(vi.fn())).toThrow(LambdaCodeError)
  })

  test("may be a spy of sinon's kind", () => {
    expect(() => classifyCode(Object.assign(() => {}, { isSinonProxy: true }))).toThrow('It is a spy')
  })

  test('may be bound, a proxy or native', () => {
    for (const code of [load.bind(undefined), new Proxy(load, {}), Math.max]) {
      expect(() => classifyCode(code)).toThrow('It is native or bound: its source cannot be read.')
    }
  })

  test('is shown on one line, cut when it is long', () => {
    const long = new Function(`f(${'"x", '.repeat(100)}); return import('a')`)
    const [, received] = /received: (.*)/.exec(messageOf(() => classifyCode(long))) ?? []
    expect(received).toHaveLength(100)
  })

  test('is told where it was given', () => {
    expect(() => classifyCode(Math.max, 'update()')).toThrow(/^update\(\): is this function/)
  })
})

describe('what is no code', () => {
  test.each([[undefined], [null], [42], [['handler']], [{ handler: answer }], [Promise.resolve({})]])(
    '%o is refused',
    (value) => {
      expect(() => classifyCode(value)).toThrow(/^withLambda\(\): received /)
      expect(() => classifyCode(value, 'update()')).toThrow(/^update\(\): received /)
    },
  )

  test('a module that was really imported is refused', async () => {
    const module: unknown = await import('../../src/function/nearest.js')
    expect(() => classifyCode(module)).toThrow(/received (a module that is already loaded|an object) with .*nearest/)
  })

  const file =
    "write the file, from the project's root and without extension, a dot and the export: 'src/orders.handler'"

  test.each([
    ['', `is empty or has blanks (RES-1): ${file}`],
    ['src/my orders.handler', `is empty or has blanks (RES-1): ${file}`],
    [`${'x'.repeat(60)}/${'x'.repeat(60)}.handler`, 'has 129 characters, AWS takes at most 128 (RES-1)'],
    ['src/orders.ts', "names a file but no export in it: write 'src/orders.handler'"],
    ['orders.mjs', "names a file but no export in it: write 'orders.handler'"],
    ['src/.handler', `lacks a file or an export: ${file}`],
    ['index.', `lacks a file or an export: ${file}`],
    ['index.a.', `lacks a file or an export: ${file}`],
    ['index', `cannot be read. Lambda answers it with Runtime.MalformedHandlerName: Bad handler\n  Instead ${file}`],
    [
      '../index.handler',
      "cannot be read. Lambda answers it with Runtime.MalformedHandlerName: '../index.handler' is not a valid handler " +
        `name. Use absolute paths when specifying root directories in handler names.\n  Instead ${file}`,
    ],
  ])('the handler string %j is refused with what to write [RES-1, RES-3, RES-4]', (text, message) => {
    const received = messageOf(() => classifyCode(text))
    expect(received).toMatch(/^withLambda\(\): the handler string '/)
    expect(received.endsWith(` ${message}`)).toBe(true)
  })

  test('a handler string with the backslashes of Windows is refused with forward slashes', () => {
    expect(() => classifyCode('src\\orders.handler')).toThrow("has backslashes: write 'src/orders.handler'")
  })

  test('a handler string that Lambda cannot read carries the answer of Lambda as its cause [RES-3]', () => {
    expect(() => classifyCode('index')).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ errorType: 'Runtime.MalformedHandlerName' }) }),
    )
  })
})

describe('marks', () => {
  test('wrap a function and leave it as it is', () => {
    const frozen = Object.freeze(() => 1)
    expect(loader(frozen).run).toBe(frozen)
    expect(handler(frozen).run).toBe(frozen)
    expect(Reflect.ownKeys(frozen)).toEqual(Reflect.ownKeys(() => 1))
  })

  test('are known to other copies of this package', () => {
    expect(Reflect.get(loader(load), Symbol.for('vitest-lambda.code'))).toBe('loader')
    expect(Reflect.get(handler(answer), Symbol.for('vitest-lambda.code'))).toBe('handler')
  })

  test('keep the types of what they mark', () => {
    expectTypeOf(handler(answer)).toEqualTypeOf<HandlerMark<typeof answer>>()
    expectTypeOf(loader(load)).toEqualTypeOf<LoaderMark<typeof load>>()
    expectTypeOf(handler(answer).run).toEqualTypeOf<(event: { id: string }) => Promise<{ id: string }>>()
    expectTypeOf(handler(answer)).not.toExtend<LoaderMark<typeof answer>>()
    // @ts-expect-error a loader takes no event
    expect(loader(answer).run).toBe(answer)
  })

  test('refuse what is no function', () => {
    const wrong: unknown = Promise.resolve()
    expect(() => loader(wrong as () => unknown)).toThrow(/^loader\(\) takes a function: received a promise/)
    expect(() => handler(wrong as () => unknown)).toThrow(/^handler\(\) takes a function: received a promise/)
  })
})

function messageOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof LambdaCodeError) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}
