import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import type { Connection, Connections } from '../../src/record/connection.js'
import type { InvocationResult } from '../../src/record/result.js'
import { answered, failed, freeze, invoke, warm } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const database: Connection = { target: '127.0.0.1:5432', at: 'src/db.ts:12:20' }
const cache: Connection = { target: '127.0.0.1:6379', at: 'src/cache.ts:3:9', invocation: 1 }

function used(connections: Partial<Connections>): InvocationResult {
  return answered(1, { ...warm, connections: { opened: [], reused: [], stale: [], blocked: [], ...connections } })
}

const matchers = [
  ['toReuseConnections', 'reused'],
  ['toOpenConnections', 'opened'],
] as const

describe.each(matchers)('%s', (name, use) => {
  const other = use === 'reused' ? 'opened' : 'reused'

  test('without a number holds for one connection and more', () => {
    for (const connections of [[database], [database, cache]]) {
      expect(used({ [use]: connections }))[name]()
      expect(used({ [other]: connections })).not[name]()
    }
  })

  test('with a number holds for exactly so many', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(4), (found, asked) => {
        const result = used({ [use]: Array.from({ length: found }, () => database), stale: [cache] })
        if (found === asked) expect(result)[name](asked)
        else expect(result).not[name](asked)
      }),
    )
  })

  test('holds whatever else was done with connections', () => {
    expect(used({ [use]: [database], [other]: [cache], stale: [cache] }))[name](1)
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    const [result, without] = [used({ [use]: [database] }), used({ [other]: [database] })]
    await expect(Promise.resolve(result)).resolves[name](1)
    await expect.poll(() => result)[name]()
    expect([result, without]).toEqual([expect[name](), expect.not[name]()])
  })

  test('fails with and without .not where no socket was used, and says what to do', () => {
    const text = `${name}() has nothing to judge: the invocation used no connection at all\nA mocked client (vi.mock, `
    for (const count of [undefined, 0, 1]) {
      expect(() => expect(used({}))[name](count)).toThrow(text)
      expect(() => expect(used({})).not[name](count)).toThrow(text)
    }
    expect([used({})]).not.toEqual([expect[name]()])
    expect([used({})]).not.toEqual([expect.not[name]()])
  })

  test.each([-1, 1.5, Number.NaN, Infinity, '1' as unknown as number, null as unknown as number])(
    'fails with and without .not for %s, which is no number of connections',
    (count) => {
      const text = `${name}() takes how many connections, such as ${name}(2), or nothing for at least one, but received `
      expect(() => expect(used({ [use]: [database] }))[name](count)).toThrow(text)
      expect(() => expect(used({ [use]: [database] })).not[name](count)).toThrow(text)
    },
  )

  test('says nothing of how the invocation ended', () => {
    const connections: Connections = { opened: [], reused: [], stale: [], blocked: [], [use]: [database] }
    expect(failed({}, { connections }))[name]()
  })
})

describe('the failure message', () => {
  test('of toReuseConnections names what was opened instead, and where', () => {
    expect(() => expect(used({ opened: [database] })).toReuseConnections()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected a connection to be reused, but it reused none and opened 127.0.0.1:5432 (src/db.ts:12:20)
      A connection lives on when its client is made outside of the handler, keeps connections alive and is not ended by it.

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
                    opened 127.0.0.1:5432 (src/db.ts:12:20)
          +12 ms    answered]
    `)
  })

  test('of toReuseConnections tells of a connection that was gone', () => {
    const phases = [{ ...freeze(600_000), connections: 'reset' as const }, invoke(12)]
    const result = answered(1, {
      ...warm,
      phases,
      connections: { opened: [cache], reused: [], stale: [database], blocked: [] },
    })
    expect(() => expect(result).toReuseConnections()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected a connection to be reused, but it found gone 127.0.0.1:5432 (src/db.ts:12:20), reused none, and opened 127.0.0.1:6379 (src/cache.ts:3:9)

      What happened in invocation 2 of its environment (warm):
        frozen  10 min, connections reset
        invoke
                    found gone 127.0.0.1:5432 (src/db.ts:12:20)
                    opened 127.0.0.1:6379 (src/cache.ts:3:9)
          +12 ms    answered]
    `)
  })

  test('of a number names it', () => {
    expect(() => expect(used({ reused: [database, cache] })).toReuseConnections(1)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected 1 connection to be reused, but it reused 2: 127.0.0.1:5432 (src/db.ts:12:20), 127.0.0.1:6379 (src/cache.ts:3:9) and opened none

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
                    reused 2: 127.0.0.1:5432 (src/db.ts:12:20), 127.0.0.1:6379 (src/cache.ts:3:9)
          +12 ms    answered]
    `)
  })

  test('of .not.toOpenConnections names what was opened', () => {
    expect(() => expect(used({ opened: [cache] })).not.toOpenConnections()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected no connection to be opened, but it reused none and opened 127.0.0.1:6379 (src/cache.ts:3:9)
      A connection lives on when its client is made outside of the handler, keeps connections alive and is not ended by it.

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
                    opened 127.0.0.1:6379 (src/cache.ts:3:9)
          +12 ms    answered]
    `)
  })

  test('of .not with a number names the number', () => {
    expect(() => expect(used({ opened: [cache] })).not.toOpenConnections(1)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected another number of connections than 1 to be opened, but it reused none and opened 127.0.0.1:6379 (src/cache.ts:3:9)

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
                    opened 127.0.0.1:6379 (src/cache.ts:3:9)
          +12 ms    answered]
    `)
  })

  test('of toOpenConnections for a connection that was used again gives no advice to do so', () => {
    expect(() => expect(used({ reused: [cache] })).toOpenConnections(1)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected 1 connection to be opened, but it reused 127.0.0.1:6379 (src/cache.ts:3:9) and opened none

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
                    reused 127.0.0.1:6379 (src/cache.ts:3:9)
          +12 ms    answered]
    `)
  })

  test('where every connection was blocked says that, and what to do', () => {
    const blocked = [{ target: 'api.example.com:443', at: 'src/track.ts:14:9', invocation: 2 }]
    expect(() => expect(used({ blocked })).toOpenConnections()).toThrowErrorMatchingInlineSnapshot(`
      [Error: toOpenConnections() has nothing to judge: the invocation used no connection at all, since it was blocked

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
                    blocked api.example.com:443 (src/track.ts:14:9)
          +12 ms    answered
        api.example.com:443 was blocked: a function under test reaches nothing but this machine; mock the client (vi.mock, msw, aws-sdk-client-mock; in a thread by its setup), or pass network: 'open' to reach it]
    `)
  })

  test('where no socket was used has the timeline too', () => {
    expect(() => expect(used({})).toReuseConnections()).toThrowErrorMatchingInlineSnapshot(`
      [Error: toReuseConnections() has nothing to judge: the invocation used no connection at all
      A mocked client (vi.mock, aws-sdk-client-mock, msw, nock) opens no socket. Let the function talk to a server on localhost in this test, or assert on the calls of the mock.

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
          +12 ms    answered]
    `)
  })
})
