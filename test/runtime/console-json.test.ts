import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonEntry } from '../../src/runtime/console-json.js'
import { RuntimeFault } from '../../src/runtime/runtime-fault.js'
import type { RuntimeRules } from '../../src/sandbox/port.js'
import { BOTH_RULES } from './play.js'

class Custom extends Error {}

function placed<E extends Error>(error: E): E {
  error.stack = `${error.name}: ${error.message}\n    at fake`
  return error
}

const AT = { time: 0, requestId: 'id' }
const HEAD = '{"timestamp":"1970-01-01T00:00:00.000Z","level":"INFO","requestId":"id"'

/** What follows the request id in the line. */
function bodyOf(args: readonly unknown[], rules: RuntimeRules = 'nodejs24.x'): string {
  const { line } = jsonEntry('INFO', args, AT, rules)
  expect(line.startsWith(HEAD)).toBe(true)
  return line.slice(HEAD.length)
}

describe('jsonEntry() of one value', () => {
  test('is one JSON object with time, level, request id and the value [LOG-18]', () => {
    expect(jsonEntry('WARN', [{ a: 1 }], { time: 1_700_000_000_123, requestId: 'id-1' }, 'nodejs24.x')).toEqual({
      line: '{"timestamp":"2023-11-14T22:13:20.123Z","level":"WARN","requestId":"id-1","message":{"a":1}}',
      source: 'application',
      level: 'WARN',
      requestId: 'id-1',
      message: '{"a":1}',
    })
  })

  test.each<[string, unknown, string]>([
    ['text', 'plain', ',"message":"plain"}'],
    ['an empty text', '', ',"message":""}'],
    ['text with quotes and newlines', 'a "b"\n\tc', ',"message":"a \\"b\\"\\n\\tc"}'],
    ['a deep object', { a: { b: { c: { d: { e: 1 } } } } }, ',"message":{"a":{"b":{"c":{"d":{"e":1}}}}}}'],
    ['an array', ['x', 1], ',"message":["x",1]}'],
    ['a number', 42, ',"message":42}'],
    ['null', null, ',"message":null}'],
    ['undefined', undefined, '}'],
    ['a function', () => 1, '}'],
    ['a symbol', Symbol('s'), '}'],
    ['a toJSON that gives nothing', { toJSON: () => undefined }, '}'],
    ['a BigInt, which JSON refuses', 10n, ',"message":"10n"}'],
    ['a BigInt inside', { big: 1n }, ',"message":"{ big: 1n }"}'],
    ['a Map', new Map([['k', 1]]), ',"message":{}}'],
    ['a Date', new Date(0), ',"message":"1970-01-01T00:00:00.000Z"}'],
  ])('%s is on Lambda: %s → %s [LOG-18]', (_name, value, body) => {
    for (const rules of BOTH_RULES) expect(bodyOf([value], rules)).toBe(body)
  })

  test('has no message for a call without arguments [LOG-18]', () => {
    expect(bodyOf([])).toBe('}')
    expect(jsonEntry('INFO', [], AT, 'nodejs24.x')).not.toHaveProperty('message')
  })

  test('is the text of a circle', () => {
    const circle: Record<string, unknown> = { name: 'circle' }
    circle['c'] = circle
    expect(bodyOf([circle])).toBe(`,"message":"<ref *1> { name: 'circle', c: [Circular *1] }"}`)
  })

  test.each(BOTH_RULES)('shows an error by its class, its stack and its fields, on %s [LOG-18]', (rules) => {
    const error = placed(Object.assign(new Custom('boom'), { code: 'E_X' }))
    expect(bodyOf([error], rules)).toBe(
      ',"message":{"errorType":"Custom","errorMessage":"boom","stackTrace":["Error: boom","    at fake"],"code":"E_X"}}',
    )
    expect(bodyOf([{ list: [placed(new Custom('f'))] }], rules)).toBe(
      ',"message":{"list":[{"errorType":"Custom","errorMessage":"f","stackTrace":["Error: f","    at fake"]}]}}',
    )
  })

  test('shows a stack that is no text as it is, and none where there is none', () => {
    const error = new Custom('f')
    Object.assign(error, { stack: undefined })
    expect(bodyOf([error])).toBe(',"message":{"errorType":"Custom","errorMessage":"f"}}')
    Object.assign(error, { stack: 5 })
    expect(bodyOf([error])).toBe(',"message":{"errorType":"Custom","errorMessage":"f","stackTrace":5}}')
  })

  test('shows an error whose class cannot be told as UnknownError', () => {
    const error = placed(Object.defineProperty(new Error('m'), 'constructor', { value: undefined }))
    expect(bodyOf([error])).toContain('{"errorType":"UnknownError","errorMessage":"m"')
  })

  test('shows a fault of the runtime under the class name of AWS’s client [LOG-19]', () => {
    expect(bodyOf([new RuntimeFault('Runtime.HandlerNotFound', 'm', 'nodejs24.x')])).toBe(
      ',"message":{"errorType":"HandlerNotFoundError","errorMessage":"m","stackTrace":["Runtime.HandlerNotFound: m"],"name":"Runtime.HandlerNotFound"}}',
    )
    expect(bodyOf([new RuntimeFault('Runtime.HandlerNotFound', 'm', 'nodejs22.x')], 'nodejs22.x')).toBe(
      ',"message":{"errorType":"HandlerNotFound","errorMessage":"m","stackTrace":["Runtime.HandlerNotFound: m"]}}',
    )
  })
})

describe('jsonEntry() of several values', () => {
  test.each(BOTH_RULES)('has their text as message, on %s [LOG-18]', (rules) => {
    expect(bodyOf(['%s is %d', 'a', 1, { b: 2 }], rules)).toBe(',"message":"a is 1 { b: 2 }"}')
  })

  test.each(BOTH_RULES)('adds the fields of the first error after the first value, on %s [LOG-18]', (rules) => {
    const args = ['x', placed(new Custom('f')), placed(new TypeError('g'))]
    expect(bodyOf(args, rules)).toContain(
      '","errorType":"Custom","errorMessage":"f","stackTrace":["Error: f","    at fake"]}',
    )
  })

  test('looks at the first value too on nodejs22.x only', () => {
    const args = [placed(new Custom('f')), placed(new TypeError('g'))]
    expect(bodyOf(args, 'nodejs22.x')).toContain('"errorType":"Custom","errorMessage":"f"')
    expect(bodyOf(args, 'nodejs24.x')).toContain('"errorType":"TypeError","errorMessage":"g"')
    expect(bodyOf([placed(new Custom('f')), 'x'], 'nodejs24.x')).not.toContain('errorType')
  })

  test('has an empty stack for an error whose stack is no text', () => {
    const error = Object.assign(new Custom('f'), { stack: undefined })
    expect(bodyOf(['a', error])).toContain('"errorType":"Custom","errorMessage":"f","stackTrace":[]}')
  })
})

describe('jsonEntry() tells', () => {
  test('no request id during Init: "-" on nodejs24.x, no key on nodejs22.x [LOG-18]', () => {
    const at = { time: 0, requestId: undefined }
    expect(jsonEntry('INFO', ['x'], at, 'nodejs24.x').line).toBe(
      '{"timestamp":"1970-01-01T00:00:00.000Z","level":"INFO","requestId":"-","message":"x"}',
    )
    expect(jsonEntry('INFO', ['x'], at, 'nodejs22.x')).toEqual({
      line: '{"timestamp":"1970-01-01T00:00:00.000Z","level":"INFO","message":"x"}',
      source: 'application',
      level: 'INFO',
      message: 'x',
    })
  })

  test('the tenant on nodejs22.x; AWS’s client for nodejs24.x leaves it out [TEN-1]', () => {
    const at = { time: 0, requestId: 'id', tenantId: 'tenant-a' }
    expect(jsonEntry('INFO', ['x'], at, 'nodejs22.x').line).toBe(`${HEAD},"tenantId":"tenant-a","message":"x"}`)
    expect(jsonEntry('INFO', ['x'], at, 'nodejs24.x').line).toBe(`${HEAD},"message":"x"}`)
  })

  test.each<[unknown[], string | undefined]>([
    [['text'], 'text'],
    [[new Date(0)], '1970-01-01T00:00:00.000Z'],
    [[{ a: 'x' }], '{"a":"x"}'],
    [[5], '5'],
    [['a', 1], 'a 1'],
    [[undefined], undefined],
  ])('the message of %o alone: %s', (args, message) => {
    expect(jsonEntry('INFO', args, AT, 'nodejs24.x').message).toBe(message)
  })
})

test('jsonEntry() of any JSON value is one line that reads back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...BOTH_RULES), (value, rules) => {
      const { line, message } = jsonEntry('INFO', [value], AT, rules)
      expect(line).not.toContain('\n')
      const read = JSON.parse(line) as { message: unknown }
      expect(read.message).toEqual(JSON.parse(JSON.stringify(value)))
      expect(message).toBe(typeof value === 'string' ? value : JSON.stringify(value))
    }),
  )
})
