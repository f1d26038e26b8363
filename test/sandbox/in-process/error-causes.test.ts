import { describe, expect, test } from 'vitest'
import { NetworkRefusal } from '../../../src/effects/network.js'
import { errorCauses } from '../../../src/sandbox/in-process/error-causes.js'

/** An error as `errorCauses` finds it, whose stack leads nowhere. */
function error(message: string, cause?: unknown): Error {
  return bare(new Error(message, { cause }))
}

function bare<Kind extends Error>(made: Kind): Kind {
  made.stack = String(made)
  return made
}

function told(thrown: unknown): readonly string[] | undefined {
  return errorCauses(thrown, '/work')?.split('\n')
}

describe('what is behind an error', () => {
  test.each([[new Error('boom')], ['text'], [null], [undefined], [{ cause: new Error('no error has it') }]])(
    'is nothing for %s',
    (thrown) => expect(told(thrown)).toBeUndefined(),
  )

  test('is its cause, and the cause of that, three deep', () => {
    const thrown = error('0', error('1', error('2', error('3', error('4')))))
    expect(told(thrown)).toEqual(['caused by Error: 1', '  caused by Error: 2', '    caused by Error: 3'])
  })

  test('is each of the errors in it, the first three', () => {
    const refused = bare(new AggregateError(['a', 'b', 'c', 'd'].map((host) => error(`no ${host}`))))
    expect(told(error('fetch failed', refused))).toEqual([
      'caused by AggregateError',
      '  one of its errors: Error: no a',
      '  one of its errors: Error: no b',
      '  one of its errors: Error: no c',
    ])
  })

  test('is told in nine lines at most', () => {
    const nested = (depth: number): Error =>
      depth === 0 ? error('end') : new AggregateError([1, 2, 3].map(() => nested(depth - 1)))
    expect(told(nested(3))).toHaveLength(9)
  })

  test('is told with the place in the code of the user, below the root without it', () => {
    const cause = new TypeError('boom')
    cause.stack = 'TypeError: boom\n    at parse (node:internal/url:1:2)\n    at read (/work/node_modules/a/b.js:1:2)\n'
    cause.stack += '    at Promise.all (index 0)\n    at async load (file:///work/src/orders.ts:3:9)'
    expect(told(error('failed', cause))).toEqual(['caused by TypeError: boom (src/orders.ts:3:9)'])
  })

  test('is told on one line, cut where it is long', () => {
    expect(told(error('0', error('first\n  second')))).toEqual(['caused by Error: first second'])
    expect(told(error('0', error('x'.repeat(1000))))?.[0]).toHaveLength('caused by '.length + 300)
  })

  test('may be no error', () => {
    expect(told(error('0', { code: 7, at: ['a'] }))).toEqual(["caused by { code: 7, at: [ 'a' ] }"])
    expect(told(error('0', 'text'))).toEqual(["caused by 'text'"])
  })

  test('is not told where something else tells it: a refused connection, what Vite threw', () => {
    const refusal = new NetworkRefusal({ text: 'connect db', code: 'ENETUNREACH', syscall: 'connect', hostname: 'db' })
    expect(told(error('0', refusal))).toBeUndefined()
    expect(told(error('0', Object.assign(error('Transform failed'), { plugin: 'vite:oxc' })))).toBeUndefined()
  })

  test('may lead in a circle, or not be readable', () => {
    const circle = error('round')
    circle.cause = circle
    expect(told(circle)).toHaveLength(3)
    const unreadable = Object.defineProperty(new Error('0'), 'cause', {
      get: () => {
        throw new Error('no')
      },
    })
    expect(told(unreadable)).toBeUndefined()
  })
})
