import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, exited, failed, failure, REQUEST_ID, text, timedOut } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const notFound = { errorType: 'NotFound', errorMessage: 'no order 7' }

describe('toFailWith', () => {
  test('compares a text with the error type, whole', () => {
    expect(failed(notFound)).toFailWith('NotFound')
    expect(failed(notFound)).not.toFailWith('Not')
    expect(answered({ ok: true })).not.toFailWith('NotFound')
  })

  test('compares a RegExp with the message, also one with the g or y flag, as often as asked', () => {
    for (const pattern of [/order \d/, /order/g, /no/y]) {
      expect(failed(notFound)).toFailWith(pattern)
      expect(failed(notFound)).toFailWith(pattern)
    }
    expect(failed(notFound)).not.toFailWith(/NotFound/)
  })

  test('compares the given parts, each a text, a RegExp or an asymmetric matcher', () => {
    expect(failed(notFound)).toFailWith(notFound)
    expect(failed(notFound)).toFailWith({ errorMessage: 'no order 7' })
    expect(failed(notFound)).toFailWith({ errorType: /^Not/, errorMessage: expect.stringContaining('7') })
    expect(failed(notFound)).toFailWith({})
    expect(answered(1)).not.toFailWith({})
    expect(failed(notFound)).not.toFailWith({ ...notFound, errorType: 'TypeError' })
    expect(failed(notFound)).not.toFailWith({ errorMessage: 'order' })
  })

  test('knows the types that Lambda gives to timeouts and exits [ERR-11, ERR-12]', () => {
    expect(timedOut()).toFailWith('Sandbox.Timedout')
    expect(timedOut()).toFailWith(/Task timed out after 3.00 seconds$/)
    expect(exited()).toFailWith('Runtime.ExitError')
  })

  test('never fails and holds at once, whatever the error and the pattern', () => {
    const words = fc.constantFrom('TypeError', 'NotFound', 'boom', '')
    fc.assert(
      fc.property(words, words, words, (errorType, errorMessage, expected) => {
        const result = failed({ errorType, errorMessage })
        const pattern = { errorType: expected, errorMessage: expect.any(String) }
        const match = expect.toFailWith(pattern) as { asymmetricMatch: (value: unknown) => boolean }
        expect(match.asymmetricMatch(result)).toBe(errorType === expected)
        if (errorType === expected) expect(result).toFailWith(expected)
        else expect(result).not.toFailWith(expected)
      }),
    )
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(failed(notFound))).resolves.toFailWith('NotFound')
    await expect.poll(() => failed(notFound)).toFailWith('NotFound')
    expect([failed(notFound), answered(1)]).toEqual([expect.toFailWith('NotFound'), expect.not.toFailWith('NotFound')])
  })

  test('shows the error that came instead, the difference and what happened', () => {
    const result = failed({}, { missingEnv: ['TABLE'], logs: [text('ERROR', 'cannot load', 3)] })
    const { message, actual, expected } = failure(() => expect(result).toFailWith('NotFound'))
    expect(message).toMatchInlineSnapshot(`
      "expected the function to fail with type "NotFound", but it failed with TypeError: boom

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +3 ms     ERROR cannot load
          +12 ms    failed: TypeError: boom
        TABLE is undefined inside; the test process has it: pass environment: { TABLE } or inheritEnv: ['TABLE']"
    `)
    expect({ actual, expected }).toEqual({ actual: { errorType: 'TypeError' }, expected: { errorType: 'NotFound' } })
  })

  test('shows the answer of a function that did not fail', () => {
    const result = answered({ ok: true })
    expect(() => expect(result).toFailWith(/no order/)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to fail with message /no order/, but it returned {"ok": true}

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
    expect(() => expect(result).toFailWith({})).toThrow(
      /^expected the function to fail, but it returned {"ok": true}\n/,
    )
  })

  test('shows a timeout and an exit in words, without ids', () => {
    const message = failure(() => expect(timedOut()).toFailWith({ errorType: 'X', errorMessage: /y/ })).message
    expect(message).toMatchInlineSnapshot(`
      "expected the function to fail with type "X" and message /y/, but it timed out after 3 s

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +3 s      timed out"
    `)
    const all = [timedOut(), exited()].map((result) => failure(() => expect(result).toFailWith('X')).message).join()
    expect(all).not.toContain(REQUEST_ID)
  })

  test('with .not shows the error', () => {
    expect(() => expect(failed(notFound)).not.toFailWith(notFound)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function not to fail with type "NotFound" and message "no order 7", but it did: NotFound: no order 7

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: NotFound: no order 7]
    `)
  })

  test('says when the text is the message and not the type', () => {
    expect(() => expect(failed(notFound)).toFailWith('no order 7')).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to fail with type "no order 7", but it failed with NotFound: no order 7
      That is its message: use toFailWith({ errorMessage }) or a RegExp.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: NotFound: no order 7]
    `)
  })

  test.for([
    ['a class', TypeError],
    ['an error object', new TypeError('boom')],
    ['undefined', undefined],
    ['an asymmetric matcher', expect.any(Object)],
    ['an unknown key', { code: 'E1' }],
    ['a number', 7],
  ] as const)('refuses %s, with and without .not', ([, expected]) => {
    const pattern = expected as string
    expect(() => expect(failed()).toFailWith(pattern)).toThrow(/^toFailWith\(\) /)
    expect(() => expect(failed()).not.toFailWith(pattern)).toThrow(/^toFailWith\(\) /)
  })

  test('without an argument says how to write what is meant', () => {
    const withoutArguments = (): void => (expect(failed()).toFailWith as () => void)()
    expect(failure(withoutArguments).message).toMatchInlineSnapshot(
      `"toFailWith() takes an error type, a RegExp for the message or { errorType, errorMessage }, but received nothing. For a failure of any kind write .not.toReturn()."`,
    )
    expect(() => (expect(failed()).not.toFailWith as () => void)()).toThrow(/^toFailWith\(\) takes /)
    expect(() => expect(failed()).not.toReturn()).not.toThrow()
  })

  test('with .not holds for every other end, also for another error', () => {
    expect(failed()).not.toFailWith('RangeError')
    expect(answered(1)).not.toFailWith('TypeError')
  })

  test('says how to write what it refuses', () => {
    const refused = [TypeError, new TypeError('boom'), undefined, expect.any(Object), { code: 'E1' }]
    const messages = refused.map((value) => failure(() => expect(failed()).toFailWith(value as string)).message)
    expect(messages.join('\n')).toMatchInlineSnapshot(`
      "toFailWith() received the class TypeError, but an error crosses Lambda as JSON: name its type, toFailWith('TypeError').
      toFailWith() received an error object, but an error crosses Lambda as JSON: use toFailWith({ errorType: 'TypeError', errorMessage: 'boom' }).
      toFailWith() takes an error type, a RegExp for the message or { errorType, errorMessage }, but received undefined. Is a variable unset?
      toFailWith() takes an error type, a RegExp for the message or { errorType, errorMessage }, but received an asymmetric matcher. Put it at errorType or errorMessage.
      toFailWith() compares errorType and errorMessage, but received the key code. Lambda passes on nothing else of an error but its trace: result.error.trace"
    `)
  })
})
