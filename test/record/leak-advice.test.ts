import { describe, expect, test } from 'vitest'
import { LEAK_KINDS, leakAdvice } from '../../src/record/leak-advice.js'

describe('the advice', () => {
  test('is one sentence for each kind', () => {
    expect(Object.fromEntries(LEAK_KINDS.map((kind) => [kind, leakAdvice({ kind })]))).toMatchInlineSnapshot(`
      {
        "child-process": "Wait for its 'close' event (util.promisify(execFile)), or kill it before the handler answers.",
        "compression": "Await it and every call that leads to it (util.promisify(gzip), or pipeline() of node:stream/promises).",
        "console": "Await the work that writes it before the handler answers.",
        "crypto": "Await it and every call that leads to it (util.promisify(pbkdf2)), or take the synchronous form.",
        "dns": "Await it and every call that leads to it (node:dns/promises).",
        "fetch": "Await it and every call that leads to it, and read the body of the response or cancel it (response.body.cancel()).",
        "file": "Await it and every call that leads to it (node:fs/promises); end a write stream and wait for it (pipeline() of node:stream/promises).",
        "http": "Wait for the response and read it to its end (response.resume() skips it), or destroy the request.",
        "immediate": "Await it and every call that leads to it (setImmediate of node:timers/promises), or clear it before the handler answers.",
        "import": "Await it and every call that leads to it, or import at module level, where it is a part of Init.",
        "interval": "Clear it before the handler answers, or set it at module level if it is meant to stay.",
        "promise": "Await the call or return its promise; forEach() and event emitters wait for nothing, Promise.all(items.map(…)) waits for all.",
        "socket": "Wait for the answer to what was sent, or destroy the socket; one that is open and idle is no leak.",
        "timer": "Await it and every call that leads to it (setTimeout of node:timers/promises), or clear it before the handler answers.",
        "worker": "Wait for its 'exit' event, or await worker.terminate() before the handler answers.",
      }
    `)
    for (const kind of LEAK_KINDS) expect(leakAdvice({ kind })).toMatch(/^[A-Z][^\n]*[^.]\.$/)
  })

  test('is to await the call that led there, where that is known', () => {
    expect(leakAdvice({ kind: 'fetch', via: 'src/orders.ts:7:5' })).toBe(
      'Await the call at src/orders.ts:7:5 to its end; Promise.race() and a failing Promise.all() stop waiting before that.',
    )
  })

  test('is there for a kind of another version, too', () => {
    expect(leakAdvice({ kind: 'quantum' as never })).toBe('Await it before the handler answers.')
  })
})
