import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { lineEntry } from '../../src/runtime/json-line.js'
import { answered, failed, failure, json, REQUEST_ID, stdout, text } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const powertools = stdout(
  JSON.stringify({
    level: 'INFO',
    message: 'accepted',
    timestamp: '2026-01-01T12:00:00.005Z',
    order: { id: 1, total: 9 },
  }),
)
const logs = [text('INFO', 'order 1 found', 2), text('ERROR', 'no stock', 4), powertools]

describe('toHaveLogged with a text or a RegExp', () => {
  test('looks for the text in the message and in the whole line [LOG-13]', () => {
    expect(answered(1, { logs })).toHaveLogged('order 1')
    expect(answered(1, { logs })).toHaveLogged(`${REQUEST_ID}\tINFO\torder 1 found`)
    expect(answered(1, { logs })).toHaveLogged('"message":"accepted"')
    expect(answered(1, { logs })).not.toHaveLogged('order 2')
  })

  test('takes a RegExp, also one with the g flag, as often as asked', () => {
    const pattern = /^order \d found$/g
    expect(answered(1, { logs })).toHaveLogged(pattern)
    expect(answered(1, { logs })).toHaveLogged(pattern)
    expect(answered(1, { logs })).not.toHaveLogged(/^ORDER/)
  })

  test('takes an asymmetric matcher for the message', () => {
    expect(answered(1, { logs })).toHaveLogged(expect.stringMatching(/^no stock$/))
    expect(answered(1, { logs: [text('INFO', 'a')] })).not.toHaveLogged(expect.not.stringContaining('a'))
  })

  test('finds any part of any message that was logged', () => {
    const message = fc.string({ minLength: 1 }).filter((value) => value.trim() !== '')
    fc.assert(
      fc.property(fc.array(message, { minLength: 1 }), fc.nat(), fc.nat(), (messages, index, at) => {
        const chosen = messages[index % messages.length] ?? ''
        const part = chosen.slice(at % chosen.length)
        const result = answered(1, { logs: messages.map((said) => text('INFO', said)) })
        expect(result).toHaveLogged(part)
        expect(result).not.toHaveLogged(`${part}\u0000end`)
      }),
    )
  })

  test('does not count the lines of the platform', () => {
    expect(answered(1, { logs })).not.toHaveLogged('START RequestId')
    expect(answered(1)).not.toHaveLogged('REPORT')
  })

  test('counts lines of a failed invocation', () => {
    expect(failed({}, { logs })).toHaveLogged('no stock', 'ERROR')
  })
})

describe('toHaveLogged with an object', () => {
  test('looks for members in a line that is JSON, at any depth, others may be there', () => {
    expect(answered(1, { logs })).toHaveLogged({ message: 'accepted', order: { id: 1 } })
    expect(answered(1, { logs })).toHaveLogged({ order: { total: expect.any(Number) } })
    expect(answered(1, { logs })).not.toHaveLogged({ order: { id: 2 } })
    expect(answered(1, { logs })).not.toHaveLogged({ order: { id: 1, note: 'x' } })
  })

  test('looks into what was logged as the message of a JSON line [LOG-18]', () => {
    const result = answered(1, { logs: [json('WARN', { order: { id: 1 } }), json('INFO', 'plain')] })
    expect(result).toHaveLogged({ order: { id: 1 } }, 'WARN')
    expect(result).toHaveLogged({ level: 'WARN', message: { order: { id: 1 } } })
    expect(result).not.toHaveLogged({ order: { id: 1 } }, 'INFO')
  })

  test('reads JSON text that was logged in the Text format', () => {
    expect(answered(1, { logs: [text('INFO', '{"order":{"id":1}}')] })).toHaveLogged({ order: { id: 1 } })
  })

  test('takes an asymmetric matcher for the object', () => {
    expect(answered(1, { logs })).toHaveLogged(expect.objectContaining({ message: 'accepted' }))
    expect(answered(1, { logs })).not.toHaveLogged(expect.objectContaining({ order: { id: 1 } }))
  })
})

describe('toHaveLogged with a level', () => {
  test('counts lines of that level only', () => {
    expect(answered(1, { logs })).toHaveLogged('no stock', 'ERROR')
    expect(answered(1, { logs })).not.toHaveLogged('no stock', 'INFO')
    expect(answered(1, { logs: [stdout('no stock')] })).not.toHaveLogged('no stock', 'ERROR')
  })

  test('says which level it was', () => {
    expect(() => expect(answered(1, { logs })).toHaveLogged('no stock', 'INFO')).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to log "no stock" at level INFO, but its level is ERROR

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +2 ms     INFO  order 1 found
          +4 ms     ERROR no stock
          +5 ms     accepted {"order":{"id":1,"total":9}}
          +12 ms    answered]
    `)
    expect(() => expect(answered(1, { logs: [stdout('no stock')] })).toHaveLogged('no stock', 'INFO')).toThrow(
      'but its level is none: the line was written to stdout or stderr without one',
    )
  })

  test.for(['info', 'WARNING', ''])('refuses a level that AWS does not write: %j', (level) => {
    const result = answered(1, { logs })
    const message = failure(() => expect(result).toHaveLogged('x', level as 'INFO')).message
    expect(message).toBe(
      `toHaveLogged() knows the levels TRACE, DEBUG, INFO, WARN, ERROR, FATAL, CRITICAL, written like that, but received "${level}"`,
    )
    expect(() => expect(result).not.toHaveLogged('x', level as 'INFO')).toThrow('knows the levels')
  })
})

describe('a failing toHaveLogged', () => {
  test('shows what was logged', () => {
    expect(() => expect(answered(1, { logs })).toHaveLogged('order 2')).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to log "order 2", but none of its 3 lines has that

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +2 ms     INFO  order 1 found
          +4 ms     ERROR no stock
          +5 ms     accepted {"order":{"id":1,"total":9}}
          +12 ms    answered]
    `)
  })

  test('shows the lines that JSON lines say', () => {
    expect(() => expect(answered(1, { logs })).toHaveLogged({ order: { id: 2 } })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to log a line with {"order": {"id": 2}}, but none of its 3 lines has that

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +2 ms     INFO  order 1 found
          +4 ms     ERROR no stock
          +5 ms     accepted {"order":{"id":1,"total":9}}
          +12 ms    answered]
    `)
  })

  test('says when nothing was logged', () => {
    expect(() => expect(answered(1)).toHaveLogged(/order/i)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to log /order/i, but it logged nothing

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
  })

  test('says that lines of the platform do not count', () => {
    const result = answered(1, { logs })
    expect(() => expect(result).toHaveLogged('REPORT')).toThrow(
      'but only Lambda did: START, END and REPORT lines are no lines of the function; they are in result.record.logs\n',
    )
  })

  test('says why no object is found in the Text format [LOG-13]', () => {
    const result = answered(1, { logs: [text('INFO', '{ order: { id: 1 } }')] })
    expect(() => expect(result).toHaveLogged({ order: { id: 1 } })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to log a line with {"order": {"id": 1}}, but its one line differs
      No line is JSON. For console.log(object), set loggingConfig: { logFormat: 'JSON' } or look for the text it prints.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +0 ms     INFO  { order: { id: 1 } }
          +12 ms    answered]
    `)
  })

  test('does not speak of JSON where a text was looked for', () => {
    const result = answered(1, { logs: [text('INFO', 'a')] })
    const messages = ['order', /order/, expect.stringContaining('order')].map(
      (pattern) => failure(() => expect(result).toHaveLogged(pattern as string)).message,
    )
    expect(messages.join('\n')).not.toContain('JSON')
  })

  test('with .not shows the line', () => {
    expect(() => expect(answered(1, { logs })).not.toHaveLogged('stock', 'ERROR')).toThrow(
      /^expected the function not to log "stock" at level ERROR, but it did: no stock\n/,
    )
  })

  test('with .not shows what is around the text, where the line is long or its message does not have it', () => {
    const request = { method: 'GET', path: `/${'orders/'.repeat(15)}`, authorization: 'Bearer hunter2', retries: 0 }
    const entry = lineEntry(JSON.stringify({ level: 'INFO', message: 'calling', request, trace: 'x'.repeat(200) }))
    const told = (pattern: string | RegExp | object): string | undefined => {
      const { message } = failure(() => expect(answered(1, { logs: [entry] })).not.toHaveLogged(pattern))
      return message.split('\n')[0]?.split('but it did: ')[1]
    }
    const around = `…orders/orders/","authorization":"Bearer hunter2","retries":0},"trace":"${'x'.repeat(47)}…`
    expect(told('hunter2')).toBe(around)
    expect(told(/HUNTER\d/gi)).toBe(around)
    expect(told('x"}')).toBe(`…${'x'.repeat(117)}"}`)
    expect(told('calling')).toBe('calling')
    expect(told({ request: { retries: 0 } })).toMatch(/^\{"request": \{"authorization": "Bearer hunter2", /)
  })

  test.for([
    [undefined, 'undefined'],
    [null, 'null'],
    [7, '7'],
    [['order'], 'an array'],
    [() => 'order', 'a function'],
  ] as const)('refuses %j as a pattern', ([pattern, named]) => {
    const result = answered(1, { logs })
    const guide = `toHaveLogged() takes a text, a RegExp or an object with the members of a JSON line, but received ${named}`
    expect(failure(() => expect(result).toHaveLogged(pattern as unknown as string)).message).toBe(guide)
    expect(failure(() => expect(result).not.toHaveLogged(pattern as unknown as string)).message).toBe(guide)
  })

  test('refuses an empty text, which is in every line', () => {
    expect(() => expect(answered(1, { logs })).toHaveLogged('')).toThrowErrorMatchingInlineSnapshot(
      `[Error: toHaveLogged() received an empty text, which every line contains. Is a variable unset?]`,
    )
  })
})

test('toHaveLogged works with resolves, poll and in the asymmetric form', async () => {
  await expect(Promise.resolve(answered(1, { logs }))).resolves.toHaveLogged('order 1')
  await expect.poll(() => answered(1, { logs })).toHaveLogged('order 1')
  expect([answered(1, { logs })]).toEqual([expect.toHaveLogged('order 1', 'INFO')])
  expect([answered(1, { logs })]).toEqual([expect.not.toHaveLogged('order 2')])
})

test("Powertools' CRITICAL is found, also under AWS's name for it [LOG-14]", () => {
  const line = JSON.stringify({ level: 'CRITICAL', message: 'out of stock' })
  const result = answered(1, { logs: [lineEntry(line)] })
  expect(result).toHaveLogged('out of stock', 'CRITICAL')
  expect(result).toHaveLogged('out of stock', 'FATAL')
  expect(answered(1, { logs })).not.toHaveLogged('no stock', 'CRITICAL')
})
