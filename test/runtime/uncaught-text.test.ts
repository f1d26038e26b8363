import { describe, expect, test } from 'vitest'
import { RuntimeFault } from '../../src/runtime/runtime-fault.js'
import { uncaughtText } from '../../src/runtime/uncaught-text.js'

const HINT = '(Use `node --trace-uncaught ...` to show where the exception was thrown)'

function placed<E extends Error>(error: E): E {
  error.stack = `${error.name}: ${error.message}\n    at place`
  return error
}

class Point {
  x = 1
}

describe('uncaughtText() of an error', () => {
  test.each(['uncaughtException', 'unhandledRejection'] as const)(
    'is its stack and its fields, for an %s [ERR-7]',
    (kind) => {
      expect(uncaughtText(kind, placed(new RangeError('nobody')))).toBe('RangeError: nobody\n    at place')
      expect(uncaughtText(kind, placed(Object.assign(new Error('m'), { code: 'E' })))).toBe(
        "Error: m\n    at place {\n  code: 'E'\n}",
      )
    },
  )

  test('shows the cause', () => {
    const error = placed(new Error('outer', { cause: placed(new TypeError('inner')) }))
    expect(uncaughtText('uncaughtException', error)).toContain('[cause]: TypeError: inner')
  })

  test('has its fields also where it ends in frames of this package', () => {
    const frames = ['handler (/project/src/a.ts:1:2)', `x (${new URL('../../src/a.ts', import.meta.url).pathname}:1:2)`]
    const stack = ['Error: m', ...frames.map((frame) => `    at ${frame}`)].join('\n')
    const error = Object.assign(new Error('m'), { code: 'E', stack })
    expect(uncaughtText('uncaughtException', error)).toBe(`Error: m\n    at ${frames[0]} {\n  code: 'E'\n}`)
  })

  test('of the runtime shows its class or its name as Node does', () => {
    const [type, rules] = ['Runtime.ImportModuleError', 'nodejs24.x'] as const
    const text = (stack?: string): string =>
      uncaughtText('unhandledRejection', new RuntimeFault(type, 'm', rules, { stack }))
    expect(text()).toBe('ImportModuleError [Runtime.ImportModuleError]: m')
    expect(text('SyntaxError: m\n    at place')).toBe(`SyntaxError: m\n    at place {\n  name: '${type}'\n}`)
  })

  test('of the runtime itself is its stack alone', () => {
    expect(uncaughtText('unhandledRejection', new RuntimeFault('Runtime.X', 'm', 'nodejs24.x'))).toBe('Runtime.X: m')
  })
})

describe('uncaughtText() of something else that was thrown', () => {
  test.each<[unknown, string]>([
    ['str', `str\n${HINT}`],
    ['two\nlines', `two\nlines\n${HINT}`],
    [undefined, `undefined\n${HINT}`],
    [null, `null\n${HINT}`],
    [5n, `5\n${HINT}`],
    [{ a: 1 }, '{ a: 1 }'],
    [[1, 2], '[ 1, 2 ]'],
    [new Point(), 'Point { x: 1 }'],
    [Object.create(null), '[Object: null prototype] {}'],
  ])('%o is what Node prints', (thrown, text) => {
    expect(uncaughtText('uncaughtException', thrown)).toBe(text)
  })
})

describe('uncaughtText() of a reason that is no error', () => {
  test('is Node’s own error about it [ERR-7, INIT-16]', () => {
    expect(uncaughtText('unhandledRejection', 'text')).toMatchInlineSnapshot(`
      "UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "text". {
        code: 'ERR_UNHANDLED_REJECTION'
      }"
    `)
  })

  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    ['', ''],
    [5n, '5'],
    [true, 'true'],
    [Symbol('s'), 'Symbol(s)'],
    [{ a: 1 }, '#<Object>'],
    [new Map(), '#<Map>'],
    [{ constructor: undefined }, '#<Object>'],
    [new Point(), '#<Point>'],
    [[1, 2], '[object Array]'],
    [new Date(0), '[object Date]'],
    [/r/, '[object RegExp]'],
    [{ toString: () => 'custom' }, '[object Object]'],
    [Object.create(null), '[object Object]'],
  ])('names %o as V8 does: %s', (reason, name) => {
    expect(uncaughtText('unhandledRejection', reason)).toContain(`rejected with the reason "${name}".`)
  })

  test('is the object itself where it has a stack of its own', () => {
    expect(uncaughtText('unhandledRejection', { stack: 'x' })).toBe("{ stack: 'x' }")
  })
})
