import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, exited, failed, failure, text, timedOut, warm } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const order = { id: 1, total: 12.5, lines: [{ sku: 'a' }] }

describe('toReturn', () => {
  test('holds for an equal payload, as toEqual does, where a member that is undefined does not count', () => {
    expect(answered(order)).toReturn({ ...order })
    expect(answered<unknown>(order)).toReturn({ ...order, note: undefined })
    expect(answered<unknown>(order)).not.toReturn({ ...order, id: 2 })
    expect(answered<unknown>(order)).not.toReturn({ id: 1 })
  })

  test('compares exactly the JSON values that toEqual takes for equal', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (payload, expected) => {
        const same = holds(() => expect(payload).toEqual(expected))
        expect(holds(() => expect(answered<unknown>(payload)).toReturn(expected))).toBe(same)
        expect(holds(() => expect(answered<unknown>(payload)).not.toReturn(expected))).toBe(!same)
        expect(answered<unknown>(payload)).toReturn(structuredClone(payload))
      }),
    )
  })

  test('takes asymmetric matchers and Standard Schemas inside', () => {
    expect(answered(order)).toReturn(expect.objectContaining({ id: 1 }))
    expect(answered(order)).toReturn({ ...order, total: expect.any(Number) })
    expect(answered(order)).toReturn(expect.schemaMatching(schema((value) => typeof value === 'object')))
    expect(answered(order)).not.toReturn(expect.schemaMatching(schema((value) => typeof value === 'string')))
  })

  test('without an argument holds for any answer, null too', () => {
    expect(answered(null)).toReturn()
    expect(answered(undefined)).toReturn()
    expect(failed()).not.toReturn()
    expect(timedOut()).not.toReturn()
    expect(exited()).not.toReturn()
  })

  test('tells undefined as an argument from none', () => {
    expect(answered<unknown>(null)).not.toReturn(undefined)
    expect(answered<unknown>(undefined)).toReturn(undefined)
  })

  test('works with resolves, soft, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(answered(order))).resolves.toReturn(order)
    await expect(Promise.resolve(answered<unknown>(order))).resolves.not.toReturn({ id: 2 })
    expect.soft(answered(order)).toReturn(order)
    let polled = 0
    await expect.poll(() => answered({ polled: ++polled }), { interval: 0 }).toReturn({ polled: 3 })
    expect([answered(order)]).toEqual([expect.toReturn(order)])
    expect([answered(order), failed()]).toEqual([expect.not.toReturn({ id: 2 }), expect.not.toReturn()])
  })

  test.concurrent.each([1, 2, 3])('works in tests that run at the same time (%i)', async (id) => {
    const result = answered({ id })
    await Promise.resolve()
    expect(result).toReturn({ id })
    expect(() => expect(result).toReturn({ id: id + 1 })).toThrow(`it returned {"id": ${id}}`)
  })

  test('shows the payload, the difference and what happened', () => {
    const result = answered<unknown>(order, { logs: [text('INFO', 'order 1 found', 4)] })
    const { message, actual, expected } = failure(() => expect(result).toReturn({ id: 2 }))
    expect(message).toMatchInlineSnapshot(`
      "expected the function to return {"id": 2}, but it returned {"id": 1, "lines": [{"sku": "a"}], "total": 12.5}

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +4 ms     INFO  order 1 found
          +12 ms    answered"
    `)
    expect({ actual, expected }).toEqual({ actual: order, expected: { id: 2 } })
  })

  test('leaves values to the difference that are too long for a sentence', () => {
    const long = { text: 'x'.repeat(200) }
    expect(() => expect(answered<unknown>(long)).toReturn({ text: 'y' })).toThrow(
      /^expected the function to return the expected payload, but it returned another one\n\nWhat happened/,
    )
  })

  test('shows how the function failed where it was to return', () => {
    const trace = [
      'TypeError: boom',
      '    at load (/home/me/shop/src/orders.ts:12:9)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
      '    at /home/me/shop/node_modules/@middy/core/index.js:10:2',
      '    at handler (/home/me/shop/src/orders.ts:5:3)',
    ]
    const { message, expected } = failure(() => expect(failed({ trace })).toReturn({ id: 1 }))
    expect(message).toMatchInlineSnapshot(`
      "expected the function to return {"id": 1}, but it failed with TypeError: boom

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: TypeError: boom
                    | at load (/home/me/shop/src/orders.ts:12:9)
                    | at handler (/home/me/shop/src/orders.ts:5:3)"
    `)
    expect(expected).toBeUndefined()
  })

  test('says that the function timed out instead', () => {
    const result = timedOut({ waitingFor: ['fetch http://127.0.0.1:8000/orders'] })
    expect(() => expect(result).toReturn()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to return, but it timed out after 3 s

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +3 s      timed out, waiting for fetch http://127.0.0.1:8000/orders]
    `)
  })

  test('says that the process ended instead', () => {
    expect(() => expect(exited()).toReturn()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to return, but it ended its process: Runtime exited with error: exit status 1

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    the process ended: Runtime exited with error: exit status 1]
    `)
  })

  test('with .not shows what was returned', () => {
    const { message, actual } = failure(() => expect(answered(order)).not.toReturn(order))
    expect(message).toMatchInlineSnapshot(`
      "expected the function not to return {"id": 1, "lines": [{"sku": "a"}], "total": 12.5}, but it did

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered"
    `)
    expect(actual).toBeUndefined()
    expect(() => expect(answered('ok', warm)).not.toReturn()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function not to return, but it returned "ok"

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
          +12 ms    answered]
    `)
  })

  test('with .not and a value fails for a function that did not return at all', () => {
    expect(() => expect(failed()).not.toReturn({ id: 1 })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to return something other than {"id": 1}, but it did not return at all: it failed with TypeError: boom
      If it is meant to fail, use toFailWith(…) or .not.toReturn().

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: TypeError: boom]
    `)
    expect([failed()]).not.toEqual([expect.not.toReturn({ id: 1 })])
  })

  test('says why nothing is null, and only then [HND-6]', () => {
    expect(() => expect(answered<unknown>(null)).toReturn(1)).not.toThrow(/Lambda sends null/)
    expect(() => expect(answered<unknown>(1)).toReturn(undefined)).not.toThrow(/Lambda sends null/)
    expect(() => expect(answered<unknown>(null)).toReturn(undefined)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to return undefined, but it returned null
      Lambda sends null for a handler that returns nothing.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
  })

  test('says when the values are equal once they are JSON [HND-6]', () => {
    const at = new Date(0)
    const result = answered<unknown>({ at: at.toJSON() })
    expect(() => expect(result).toReturn({ at })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to return {"at": 1970-01-01T00:00:00.000Z}, but it returned {"at": "1970-01-01T00:00:00.000Z"}
      They are equal as JSON: a payload is JSON text on its way, so a Date is a string and a class instance an object.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
    expect(() => expect(answered<unknown>(null)).toReturn(() => 1)).not.toThrow(/equal as JSON/)
    expect(() => expect(result).toReturn({ at: 1n })).toThrow(/it returned \{"at": "1970-01-01T00:00:00.000Z"\}\n\n/)
  })

  test('points to toRespondWith where the body is JSON text', () => {
    const result = answered<unknown>({ statusCode: 200, body: '{"id":1}' })
    const decoded = answered<unknown>({ statusCode: 200, body: { id: 1 } })
    expect(() => expect(decoded).toReturn({ statusCode: 200, body: { id: 2 } })).not.toThrow(/toRespondWith/)
    expect(() => expect(result).toReturn({ statusCode: 200, body: { id: 1 } })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to return {"body": {"id": 1}, "statusCode": 200}, but it returned {"body": "{"id":1}", "statusCode": 200}
      The body is JSON text: toRespondWith({ body }) compares what it says.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
  })

  test('puts the custom message of expect first', () => {
    expect(() => expect(answered(1), 'first order').toReturn(2)).toThrow(/^first order: expected the function/)
  })
})

describe('toReturn of a spy', () => {
  test.for(Object.entries(spies))('is toHaveReturned, with its messages: %s', ([, make]) => {
    const spy = make()
    expect(outcome(() => expect(spy).toReturn())).toEqual(outcome(() => expect(spy).toHaveReturned()))
    expect(outcome(() => expect(spy).not.toReturn())).toEqual(outcome(() => expect(spy).not.toHaveReturned()))
    expect(outcome(() => expect(spy, 'why').toReturn())).toEqual(outcome(() => expect(spy, 'why').toHaveReturned()))
  })

  test('is toHaveReturned also with resolves', async () => {
    await expect(Promise.resolve(spies.called())).resolves.toReturn()
    await expect(Promise.resolve(spies.uncalled())).resolves.not.toReturn()
  })

  test('matches nothing in the asymmetric form', () => {
    const spy = spies.called()
    expect([spy]).not.toEqual([expect.toReturn()])
    expect([spy]).not.toEqual([expect.not.toReturn()])
  })
})

describe('toReturnPayload', () => {
  test('is toReturn for results', () => {
    expect(answered(order)).toReturnPayload(order)
    expect(answered(order)).toReturnPayload()
    expect(answered<unknown>(order)).not.toReturnPayload({ id: 2 })
    expect([answered(order)]).toEqual([expect.toReturnPayload(order)])
  })

  test('refuses a spy, which has toHaveReturned', () => {
    const spy = vi.fn()
    spy()
    expect(() => expect(spy).toReturnPayload()).toThrowErrorMatchingInlineSnapshot(
      `[Error: toReturnPayload() takes what invoke() resolves with, but received a function. Invoke it: expect(await invoke(handler, event)).toReturnPayload(…). If it is a spy, use toHaveBeenCalled() or toHaveReturned().]`,
    )
    expect(() => expect(spy).not.toReturnPayload()).toThrow(/^toReturnPayload\(\) takes what invoke\(\) resolves with/)
  })

  test('names itself where .not is refused', () => {
    expect(() => expect(failed()).not.toReturnPayload(1)).toThrow('use toFailWith(…) or .not.toReturnPayload().')
  })
})

const spies = {
  called: () => {
    const spy = vi.fn(() => 1).mockName('load')
    spy()
    return spy
  },
  uncalled: () => vi.fn(),
  throwing: () => {
    const spy = vi.fn(() => {
      throw new Error('no')
    })
    expect(spy).toThrow('no')
    return spy
  },
  'spied method': () => vi.spyOn({ load: () => 1 }, 'load'),
}

function holds(assertion: () => void): boolean {
  return outcome(assertion) === 'holds'
}

function outcome(assertion: () => void): string {
  try {
    assertion()
    return 'holds'
  } catch (error) {
    return String(error)
  }
}

/** A Standard Schema (https://standardschema.dev) that accepts what the predicate does. */
function schema(accepts: (value: unknown) => boolean): object {
  const validate = (value: unknown): object => (accepts(value) ? { value } : { issues: [{ message: 'no' }] })
  return { '~standard': { version: 1, vendor: 'test', validate } }
}
