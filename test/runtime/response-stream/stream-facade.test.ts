import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describe, expect, test } from 'vitest'
import { createStreamFacade } from '../../../src/runtime/response-stream/stream-facade.js'
import { BOTH_RULES } from '../play.js'
import { outgoing, turns } from './host.js'

/** As a handler sees it. */
type Facade = Writable & { setContentType(contentType: string): void } & Record<string, unknown>

describe('the stream that a handler writes to', () => {
  test.each(BOTH_RULES)('has the members that AWS lets through and is no Writable, on %s [STR-2]', (rules) => {
    const facade = createStreamFacade(outgoing(rules).stream, rules) as Facade
    expect(Object.getOwnPropertyNames(facade)).toHaveLength(rules === 'nodejs24.x' ? 31 : 32)
    expect(facade).not.toBeInstanceOf(Writable)
    expect(Object.getPrototypeOf(facade)).toBe(Object.prototype)
    expect(facade.pipe).toBeUndefined()
    expect(String(facade)).toBe('[object Object]')
  })

  test('lists its methods in the order of each client (LAB)', () => {
    const keysOn = (rules: 'nodejs24.x' | 'nodejs22.x'): string[] =>
      Object.keys(createStreamFacade(outgoing(rules).stream, rules))
    expect(keysOn('nodejs24.x').slice(0, 8)).toEqual([
      'cork',
      'destroy',
      'end',
      'uncork',
      'write',
      'addListener',
      'on',
      'once',
    ])
    expect(keysOn('nodejs22.x').slice(5, 9)).toEqual(['addListener', 'emit', 'eventNames', 'getMaxListeners'])
    expect(keysOn('nodejs24.x').toSorted()).toEqual(keysOn('nodejs22.x').toSorted())
    expect(keysOn('nodejs22.x').at(-1)).toBe('setContentType')
  })

  test('shows the state of the response, most of it read-only [STR-2]', () => {
    const facade = createStreamFacade(outgoing().stream, 'nodejs24.x') as Facade
    expect([facade.writable, facade.writableEnded, facade.writableHighWaterMark]).toEqual([true, false, 65_536])
    expect(() => Object.assign(facade, { writable: false })).toThrow(TypeError)
    Object.assign(facade, { other: 1 })
    expect(facade['other']).toBe(1)
  })

  test('lets nodejs22.x set writable, and both the prelude (LAB)', () => {
    const { stream } = outgoing('nodejs22.x')
    const facade = createStreamFacade(stream, 'nodejs22.x')
    const first = (): void => {}
    Object.assign(facade, { writable: false, _onBeforeFirstWrite: first })
    expect([stream.writable, stream._onBeforeFirstWrite]).toEqual([false, first])
    expect(Reflect.get(facade, '_onBeforeFirstWrite')).toBe(first)
  })

  test.each(BOTH_RULES)('is an end for pipeline() and pipe(), on %s [STR-2]', async (rules) => {
    const [one, other] = [outgoing(rules), outgoing(rules)]
    await pipeline(Readable.from(['a', 'b']), createStreamFacade(one.stream, rules) as Facade)
    Readable.from(['c', 'd']).pipe(createStreamFacade(other.stream, rules) as Facade)
    await turns(10)
    expect([one.host.sent, other.host.sent]).toEqual(['ab', 'cd'])
    expect(other.stream.arrived).toBe(true)
  })

  test('works with its methods taken off it', async () => {
    const { host, stream } = outgoing()
    const { write, end } = createStreamFacade(stream, 'nodejs24.x') as Facade
    write('a')
    end()
    await turns()
    expect(host.sent).toBe('a')
  })
})
