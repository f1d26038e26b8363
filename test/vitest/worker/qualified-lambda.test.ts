import { describe, expect, test, vi } from 'vitest'
import type { Lambda } from 'vitest-lambda'
import { connect, connectionOf } from '../../../src/vitest/worker/connections.js'
import { QualifiedLambda } from '../../../src/vitest/worker/qualified-lambda.js'

/** A lambda that says what it was asked for, and the same by the alias `live`. */
function qualified(): { lambda: Lambda; live: Lambda; asked: unknown[][] } {
  const asked: unknown[][] = []
  const verbs = ['invoke', 'settled', 'idle', 'recycle', 'update', 'compareWarm', 'publishVersion'] as const
  const aliasVerbs = ['createAlias', 'updateAlias', 'deleteAlias', 'qualified'] as const
  const all = [...verbs, ...aliasVerbs, Symbol.asyncDispose]
  const members = all.map((verb) => [verb, async (...args: unknown[]) => (asked.push([verb, ...args]), verb)])
  const environments = [{ id: 'environment' }]
  const lambda = { functionName: 'orders', environments, ...Object.fromEntries(members) } as unknown as Lambda
  connect(lambda, { config: { functionName: 'orders' } as never, deployed: vi.fn(), deployment: vi.fn() })
  return { lambda, live: new QualifiedLambda(lambda, 'live'), asked }
}

describe('a function by one of its aliases', () => {
  test('is invoked by it, whatever else is said [CP-7]', async () => {
    const { live, asked } = qualified()
    await live.invoke({ a: 1 })
    await live.invoke({ a: 1 }, { logType: 'Tail', qualifier: 'live' })
    await live.invoke(undefined, { invocationType: 'Event' })
    expect(asked).toEqual([
      ['invoke', { a: 1 }, { qualifier: 'live' }],
      ['invoke', { a: 1 }, { logType: 'Tail', qualifier: 'live' }],
      ['invoke', undefined, { invocationType: 'Event', qualifier: 'live' }],
    ])
  })

  test('rejects another qualifier, and invokes nothing', async () => {
    const { live, asked } = qualified()
    await expect(live.invoke({}, { qualifier: '1' })).rejects.toThrow(
      "qualified('live').invoke(…, { qualifier: '1' }) names two qualifiers: leave one of them out.",
    )
    expect(asked).toEqual([])
  })

  test('leaves what are no options to the function to refuse', async () => {
    const { live, asked } = qualified()
    await live.invoke({}, null as never)
    expect(asked).toEqual([['invoke', {}, null]])
  })

  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    ['', "''"],
    [1, '1'],
  ])('has a name: %o is none', (qualifier, shown) => {
    const { lambda } = qualified()
    expect(() => new QualifiedLambda(lambda, qualifier as string)).toThrow(
      `qualified(): the qualifier is ${shown}: it takes a version such as '1', or an alias.`,
    )
  })

  test('is in everything else the function itself', async () => {
    const { lambda, live, asked } = qualified()
    expect([live.functionName, live.environments]).toEqual(['orders', lambda.environments])
    await live.settled()
    await live.idle('1m', { connections: 'reset' })
    await live.recycle()
    await live.update({ timeout: 5 })
    await live.compareWarm([{}], {})
    await live.publishVersion()
    await live.createAlias('test', { functionVersion: '1' })
    await live.updateAlias('test', { functionVersion: '2' })
    await live.deleteAlias('test')
    live.qualified('test')
    await live[Symbol.asyncDispose]()
    expect(asked).toEqual([
      ['settled'],
      ['idle', '1m', { connections: 'reset' }],
      ['recycle'],
      ['update', { timeout: 5 }],
      ['compareWarm', [{}], {}],
      ['publishVersion'],
      ['createAlias', 'test', { functionVersion: '1' }],
      ['updateAlias', 'test', { functionVersion: '2' }],
      ['deleteAlias', 'test'],
      ['qualified', 'test'],
      [Symbol.asyncDispose],
    ])
  })

  test('has functions of its setup called by it', async () => {
    const { lambda, live } = qualified()
    const call = vi.fn()
    const deployment = vi.fn(() => ({ call }) as never)
    connect(live, { ...connectionOf(lambda), deployment })
    await live.setup<{ seed(table: string): void }>().seed('orders')
    expect(deployment).toHaveBeenCalledWith('setup().seed()')
    expect(call).toHaveBeenCalledWith('seed', ['orders'], 'live')
  })

  test('is connected to sources by it', () => {
    const { lambda, live } = qualified()
    expect(connectionOf(live)).toEqual({ ...connectionOf(lambda), qualifier: 'live' })
  })
})
