import { describe, expect, test } from 'vitest'
import { crashStack } from '../../src/record/crash-stack.js'
import type { InvocationRecord } from '../../src/record/record.js'
import { record, stdout, text } from '../matchers/result.js'

function ended(...lines: string[]): InvocationRecord {
  return record({ outcome: 'exit', logs: lines.map((line) => stdout(line)) })
}

describe('crashStack()', () => {
  test('is what Node wrote of the error that ended the process, in a line each [ERR-7]', () => {
    const written = ended(
      'hello',
      'RangeError: crashed',
      '    at handler (/src/orders.ts:4:36)',
      '    at process.x (node:a:1:2)',
    )
    expect(crashStack(written)).toEqual([
      'RangeError: crashed',
      '    at handler (/src/orders.ts:4:36)',
      '    at process.x (node:a:1:2)',
    ])
  })

  test('leaves out the error’s own properties', () => {
    const written = ended('Error: x', '    at handler (/src/orders.ts:4:36) {', "  code: 'E'", '}')
    expect(crashStack(written)).toEqual(['Error: x', '    at handler (/src/orders.ts:4:36)'])
  })

  test('is that of the error itself, and not of its cause', () => {
    const cause = ['  [cause]: Error: closed', '      at one (/src/pool.ts:1:1) {', "    code: 'E'", '  }', '}']
    const written = ended('hello', 'Error: x', '    at handler (/src/orders.ts:4:36) {', "  code: 'E',", ...cause)
    expect(crashStack(written)).toEqual(['Error: x', '    at handler (/src/orders.ts:4:36)'])
  })

  test('has all lines of a message', () => {
    const lines = ['PrismaError: ', 'Invalid call in', '→ 3 create()', '    at handler (/src/orders.ts:4:36)']
    expect(crashStack(ended('hello', ...lines))).toEqual(lines)
    expect(crashStack(ended('Error: handled', '    at one (a.ts:1:1)', 'no name here', lines[3] ?? ''))).toEqual([
      'no name here',
      lines[3],
    ])
  })

  test('is the last one of several', () => {
    const written = ended('Error: handled', '    at one (a.ts:1:1)', 'Error: not handled', '    at two (b.ts:1:1)')
    expect(crashStack(written)).toEqual(['Error: not handled', '    at two (b.ts:1:1)'])
  })

  test('is Node’s line for a rejection with what is no error', () => {
    const line = 'UnhandledPromiseRejection: … The promise rejected with the reason "no". {'
    expect(crashStack(ended(line, "  code: 'ERR_UNHANDLED_REJECTION'", '}'))).toEqual([line.slice(0, -2)])
  })

  test('is nothing where the process ended otherwise, or did not', () => {
    expect(crashStack(ended('bye'))).toBeUndefined()
    const logged = [stdout('Error: logged'), stdout('    at one (a.ts:1:1)')]
    expect(crashStack(record({ outcome: 'error', logs: logged }))).toBeUndefined()
  })

  test('keeps frames without a line before them', () => {
    expect(crashStack(ended('    at one (a.ts:1:1)'))).toEqual(['    at one (a.ts:1:1)'])
  })

  const reason = { errorType: 'RangeError', errorMessage: 'crashed' }
  const stack = ['RangeError: crashed', '    at handler (/src/orders.ts:4:36)']

  test.each([
    ['Text', `Unhandled Promise Rejection \t${JSON.stringify(rejection({ ...reason, stack }))}`],
    ['JSON', JSON.stringify(rejection({ ...reason, stackTrace: stack }))],
  ])('is the reason of a rejection that the runtime of nodejs22.x has logged as %s [ERR-6]', (_format, message) => {
    expect(crashStack(record({ outcome: 'error', logs: [text('ERROR', message)] }))).toEqual(stack)
    expect(crashStack(record({ outcome: 'response', logs: [text('ERROR', message)] }))).toBeUndefined()
  })

  test.each([
    ['a text', JSON.stringify(rejection('just a text'))],
    ['an error without a stack', JSON.stringify(rejection(reason))],
    ['what is cut off', JSON.stringify(rejection({ ...reason, stack })).slice(0, 80)],
  ])('is nothing where that reason is %s', (_what, message) => {
    expect(crashStack(record({ outcome: 'error', logs: [text('ERROR', message)] }))).toBeUndefined()
  })
})

function rejection(reason: unknown): object {
  return { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'RangeError: crashed', reason }
}
