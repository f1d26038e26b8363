import { format as nodeFormat } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Crash, crash } from '../../src/runtime/crash.js'
import { errorLogArguments } from '../../src/runtime/error-log.js'
import { exitError } from '../../src/runtime/exit-error.js'
import type { CrashKind } from '../../src/runtime/uncaught-text.js'

const KINDS: readonly CrashKind[] = ['uncaughtException', 'unhandledRejection']

function rangeError(): RangeError {
  return Object.defineProperty(new RangeError('nobody'), 'stack', { value: 'RangeError: nobody\n    at place' })
}

function lines(crashed: Crash): string[] {
  return crashed.logs.map((log) =>
    log.to === 'stderr' ? log.text : nodeFormat(...errorLogArguments(log.label, log.error, 'Text', 'nodejs22.x')),
  )
}

describe('crash() on nodejs24.x', () => {
  test.each(KINDS)('of an %s is Node’s own: its text on stderr, exit status 1, nothing posted [ERR-7]', (kind) => {
    for (const open of [true, false]) {
      const crashed = crash(kind, rangeError(), 'nodejs24.x', open)
      expect(crashed).toEqual({
        exit: { code: 1 },
        logs: [{ to: 'stderr', text: 'RangeError: nobody\n    at place' }],
      })
      expect(exitError('id', crashed.exit).errorMessage).toBe(
        'RequestId: id Error: Runtime exited with error: exit status 1',
      )
    }
  })
})

describe('crash() on nodejs22.x', () => {
  test('of an uncaught exception posts the error itself and exits 129 [ERR-8]', () => {
    const crashed = crash('uncaughtException', rangeError(), 'nodejs22.x', true)
    expect(crashed).toMatchObject({
      exit: { code: 129 },
      payload: { errorType: 'RangeError', errorMessage: 'nobody', trace: ['RangeError: nobody', '    at place'] },
    })
    expect(lines(crashed)).toEqual([
      'Uncaught Exception \t{"errorType":"RangeError","errorMessage":"nobody","stack":["RangeError: nobody","    at place"]}',
    ])
  })

  test('of a rejection posts an error about it and exits 128 [ERR-6, INIT-16]', () => {
    const crashed = crash('unhandledRejection', rangeError(), 'nodejs22.x', true)
    expect(crashed).toMatchObject({
      exit: { code: 128 },
      payload: {
        errorType: 'Runtime.UnhandledPromiseRejection',
        errorMessage: 'RangeError: nobody',
        trace: ['Runtime.UnhandledPromiseRejection: RangeError: nobody'],
      },
    })
    expect(lines(crashed)).toEqual([
      'Unhandled Promise Rejection \t{"errorType":"Runtime.UnhandledPromiseRejection","errorMessage":"RangeError: nobody",' +
        '"reason":{"errorType":"RangeError","errorMessage":"nobody","stack":["RangeError: nobody","    at place"]},' +
        '"promise":{},"stack":["Runtime.UnhandledPromiseRejection: RangeError: nobody"]}',
    ])
  })

  test.each<[unknown, string]>([
    ['text', 'text'],
    [undefined, ''],
    [{ a: 1 }, '[object Object]'],
    [null, 'null'],
  ])('of the reason %o says %s', (reason, errorMessage) => {
    expect(crash('unhandledRejection', reason, 'nodejs22.x', true)).toMatchObject({
      exit: { code: 128 },
      payload: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage },
    })
  })

  test.each([Symbol('s'), Object.create(null)])(
    'of a reason without a text, %o, is an exception in its place',
    (reason) => {
      expect(crash('unhandledRejection', reason, 'nodejs22.x', true)).toMatchObject({
        exit: { code: 129 },
        payload: { errorType: 'TypeError', errorMessage: expect.stringContaining('Cannot convert') },
        logs: [{ label: 'Uncaught Exception' }],
      })
    },
  )

  test.each<[unknown, string, string]>([
    ['str', 'string', 'str'],
    [{ a: 1 }, 'object', '[object Object]'],
    [undefined, 'handled', 'callback called with Error argument'],
  ])('of the exception %o posts what it can', (thrown, errorType, errorMessage) => {
    expect(crash('uncaughtException', thrown, 'nodejs22.x', true).payload).toMatchObject({
      errorType,
      errorMessage: expect.stringContaining(errorMessage),
    })
  })

  test.each(KINDS)(
    'has no payload for an %s when nobody is there to take it, and logs all the same [ERR-9]',
    (kind) => {
      const crashed = crash(kind, rangeError(), 'nodejs22.x', false)
      expect(crashed).not.toHaveProperty('payload')
      expect(crashed.logs).toHaveLength(1)
      expect(crashed.exit).toEqual({ code: kind === 'uncaughtException' ? 129 : 128 })
    },
  )
})
