import { describe, expect, test } from 'vitest'
import { messageText, textEntry } from '../../src/runtime/console-text.js'
import { BOTH_RULES } from './play.js'

class Custom extends Error {}

function custom(): Custom {
  return Object.assign(new Custom('boom'), { code: 'E_X', stack: 'Custom: boom\n    at fake (file.js:1:1)' })
}

const circle: Record<string, unknown> = { name: 'circle' }
circle['c'] = circle

describe('textEntry()', () => {
  test.each(BOTH_RULES)('is time, request id, level and message with tabs between, on %s [LOG-13]', (rules) => {
    expect(textEntry('INFO', ['plain'], { time: 1_700_000_000_123, requestId: 'id-1' }, rules)).toEqual({
      line: '2023-11-14T22:13:20.123Z\tid-1\tINFO\tplain',
      source: 'application',
      level: 'INFO',
      requestId: 'id-1',
      message: 'plain',
    })
  })

  test('has no request id during Init: "-" on nodejs24.x, the word undefined on nodejs22.x [LOG-13]', () => {
    const at = { time: 0, requestId: undefined }
    const on24 = textEntry('ERROR', ['at init'], at, 'nodejs24.x')
    expect(on24.line).toBe('1970-01-01T00:00:00.000Z\t-\tERROR\tat init')
    expect(on24).not.toHaveProperty('requestId')
    expect(textEntry('ERROR', ['at init'], at, 'nodejs22.x').line).toBe(
      '1970-01-01T00:00:00.000Z\tundefined\tERROR\tat init',
    )
  })

  test('keeps newlines inside the one entry [LOG-16]', () => {
    const { line, message } = textEntry('WARN', ['line 1\nline 2'], { time: 0, requestId: 'id' }, 'nodejs24.x')
    expect(line).toBe('1970-01-01T00:00:00.000Z\tid\tWARN\tline 1\nline 2')
    expect(message).toBe('line 1\nline 2')
  })

  test.each(BOTH_RULES)('says nothing of the tenant, on %s', (rules) => {
    expect(textEntry('INFO', ['x'], { time: 0, requestId: 'id', tenantId: 'tenant-a' }, rules).line).not.toContain(
      'tenant',
    )
  })
})

describe('messageText()', () => {
  test.each<[string, unknown[], string]>([
    ['text', ['plain'], 'plain'],
    ['nothing at all', [], 'undefined'],
    ['undefined', [undefined], 'undefined'],
    ['null', [null], 'null'],
    ['an empty text', [''], ''],
    ['a number', [42], '42'],
    ['a BigInt', [10n], '10n'],
    ['a symbol', [Symbol('s')], 'Symbol(s)'],
    ['format directives', ['%s is %d and %j', 'a', 1, { b: 2 }, 'rest'], 'a is 1 and {"b":2} rest'],
    ['a directive for style', ['%c styled', 'color: red'], ' styled'],
    ['%o', ['%o', 'x'], "'x'"],
    ['a lone percent sign', ['100%'], '100%'],
    ['a percent sign and a value', ['100%', 1], '100% 1'],
    ['two percent signs alone', ['100%%'], '100%%'],
    [
      'a deep object',
      [{ a: 1, nested: { deep: { deeper: { deepest: 1 } } } }],
      '{ a: 1, nested: { deep: { deeper: [Object] } } }',
    ],
    ['several values', ['two', { a: 1 }], 'two { a: 1 }'],
    ['undefined and more', [undefined, null], 'undefined null'],
    ['a symbol and more', [Symbol('a'), 'b'], 'Symbol(a) b'],
    ['a circle', [circle], "<ref *1> { name: 'circle', c: [Circular *1] }"],
    ['a Map', [new Map([['k', { v: 1 }]])], "Map(1) { 'k' => { v: 1 } }"],
    ['a Date', [new Date(0)], '1970-01-01T00:00:00.000Z'],
    ['an object without a prototype', [Object.create(null)], '[Object: null prototype] {}'],
    ['an error', [custom()], "Custom: boom\n    at fake (file.js:1:1) {\n  code: 'E_X'\n}"],
    ['an error after a text', ['with', custom()], "with Custom: boom\n    at fake (file.js:1:1) {\n  code: 'E_X'\n}"],
  ])('of %s is what console.log prints on Lambda [LOG-13, LOG-17]', (_name, args, text) => {
    expect(messageText(args)).toBe(text)
  })

  test('of an error ends where the function was called from [LOG-17]', () => {
    const own = new URL('../../src/runtime/enter-handler.ts', import.meta.url).pathname
    const stack = `Error: boom\n    at handler (file.js:1:1)\n    at enter24 (${own}:60:41)\n    at node:x:1:2`
    const error = Object.assign(new Error('boom'), { stack, code: 'E' })
    const text = "Error: boom\n    at handler (file.js:1:1) {\n  code: 'E'\n}"
    expect([messageText([error]), messageText(['with', error])]).toEqual([text, `with ${text}`])
  })
})
