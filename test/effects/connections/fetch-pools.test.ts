import { channel } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConnectionBook } from '../../../src/effects/connections/connection-book.js'
import { FetchPools } from '../../../src/effects/connections/fetch-pools.js'

// Slots to fill in the way undici does, and to empty again.
const NEWER = Symbol('newer')
const OLDER = Symbol('older')
const slots = globalThis as unknown as Record<symbol, Agent | undefined>

class Agent {
  readonly asked: string[] = []
  ended = 0
  dispatch(what: string): string {
    this.asked.push(what)
    return what
  }
  close(): Agent {
    return this
  }
  destroy(): void {
    this.ended++
  }
}
class MockAgent extends Agent {}
class Dispatcher1Wrapper extends Agent {
  readonly inner: Agent
  constructor(inner?: Agent) {
    super()
    if (!inner) throw new TypeError('Argument dispatcher must implement dispatch')
    this.inner = inner
  }
  override dispatch(what: string): string {
    return this.inner.dispatch(what)
  }
}

let current: ConnectionBook | undefined
let pools: FetchPools
let undo: () => void

function load<Loaded extends Agent>(agent: Loaded, ...into: symbol[]): Loaded {
  for (const slot of into.length > 0 ? into : [OLDER]) {
    Object.defineProperty(globalThis, slot, { value: agent, writable: true, enumerable: false, configurable: true })
  }
  return agent
}

/** As undici announces each request. */
function announce(): void {
  channel('undici:request:create').publish({ request: {} })
}

function inside<Result>(book: ConnectionBook, run: () => Result): Result {
  current = book
  try {
    return run()
  } finally {
    current = undefined
  }
}

beforeEach(() => {
  pools = new FetchPools({ newer: NEWER, older: OLDER })
  undo = pools.install(() => current)
})

afterEach(() => {
  undo()
  for (const slot of [NEWER, OLDER]) Reflect.deleteProperty(globalThis, slot)
})

describe('a default pool', () => {
  test('is each environment’s own in its code, and the shared one in the test’s', () => {
    const shared = load(new Agent())
    const [one, other] = [new ConnectionBook(), new ConnectionBook()]
    pools.enter()
    inside(one, () => slots[OLDER]?.dispatch('one'))
    inside(other, () => slots[OLDER]?.dispatch('other'))
    slots[OLDER]?.dispatch('test')
    expect(shared.asked).toEqual(['test'])
    const own = (book: ConnectionBook): Agent => book.pools.of(shared, () => undefined)
    expect([own(one).asked, own(other).asked]).toEqual([['one'], ['other']])
    one.end()
    expect([own(other).ended, shared.ended]).toEqual([0, 0])
  })

  test('looks like itself to the test', () => {
    const shared = load(new Agent())
    pools.enter()
    expect(slots[OLDER]).toBeInstanceOf(Agent)
    expect(slots[OLDER]?.constructor).toBe(Agent)
    expect(slots[OLDER]?.close()).toBe(shared)
    expect(slots[OLDER]?.asked).toBe(shared.asked)
  })

  test('gives code of an environment its own whatever is asked of it, as composed interceptors do', () => {
    const shared = load(new Agent())
    pools.enter()
    const book = new ConnectionBook()
    const own = inside(book, () => slots[OLDER]?.close())
    expect(own).not.toBe(shared)
    expect(own).toBe(book.pools.of(shared, () => undefined))
  })

  test('that is loaded by the first request of an environment is that environment’s, with its connection', () => {
    const first = new ConnectionBook()
    pools.enter()
    const loaded = load(new Agent())
    inside(first, () => {
      loaded.dispatch('first')
      announce()
      slots[OLDER]?.dispatch('second')
    })
    slots[OLDER]?.dispatch('test')
    expect(loaded.asked).toEqual(['first', 'second'])
    first.end()
    expect(loaded.ended).toBe(1)
  })

  test('is the shared one again when all is undone', () => {
    const shared = load(new Agent())
    const before = Object.getOwnPropertyDescriptor(globalThis, OLDER)
    pools.enter()
    expect(slots[OLDER]).not.toBe(shared)
    undo()
    expect(Object.getOwnPropertyDescriptor(globalThis, OLDER)).toEqual(before)
    expect(slots[OLDER]).toBe(shared)
  })

  test('may be in both slots', () => {
    const shared = load(new Agent(), OLDER, NEWER)
    pools.enter()
    const book = new ConnectionBook()
    inside(book, () => [slots[OLDER]?.dispatch('a'), slots[NEWER]?.dispatch('b')])
    expect(book.pools.of(shared, () => undefined).asked).toEqual(['a', 'b'])
  })

  test('may have an adapter in the older slot, which then adapts the environment’s own', () => {
    const shared = load(new Agent(), NEWER)
    const adapter = load(new Dispatcher1Wrapper(shared), OLDER)
    pools.enter()
    const book = new ConnectionBook()
    inside(book, () => slots[OLDER]?.dispatch('a'))
    expect([shared.asked, adapter.asked]).toEqual([[], []])
    expect(book.pools.of(shared, () => undefined).asked).toEqual(['a'])
  })
})

describe('a pool of the test', () => {
  test('serves everybody', () => {
    load(new Agent())
    pools.enter()
    const mock = (slots[OLDER] = new MockAgent())
    pools.enter()
    const book = new ConnectionBook()
    inside(book, () => slots[OLDER]?.dispatch('inside'))
    pools.leave(book)
    expect(mock.asked).toEqual(['inside'])
    expect(slots[OLDER]).toBe(mock)
  })

  test('that was there at first serves everybody', () => {
    const mock = load(new MockAgent())
    pools.enter()
    const book = new ConnectionBook()
    inside(book, () => (slots[OLDER]?.dispatch('inside'), announce()))
    expect(mock.asked).toEqual(['inside'])
    expect(slots[OLDER]).toBe(mock)
  })

  test('can give way to what was there before', () => {
    const shared = load(new Agent())
    pools.enter()
    const before = slots[OLDER]
    slots[OLDER] = new MockAgent()
    pools.enter()
    slots[OLDER] = before
    pools.enter()
    inside(new ConnectionBook(), () => slots[OLDER]?.dispatch('inside'))
    expect(shared.asked).toEqual([])
  })

  test('is not taken away by the undo', () => {
    load(new Agent())
    pools.enter()
    const mock = (slots[OLDER] = new MockAgent())
    undo()
    expect(slots[OLDER]).toBe(mock)
  })
})

describe('a pool that code of an environment puts there', () => {
  test('is its own from then on, and nobody else’s', () => {
    const shared = load(new Agent())
    pools.enter()
    const router = slots[OLDER]
    const [book, other] = [new ConnectionBook(), new ConnectionBook()]
    const mine = new MockAgent()
    inside(book, () => (slots[OLDER] = mine))
    pools.leave(book)
    expect(slots[OLDER]).toBe(router)
    inside(book, () => slots[OLDER]?.dispatch('mine'))
    inside(other, () => slots[OLDER]?.dispatch('other'))
    slots[OLDER]?.dispatch('test')
    expect([mine.asked, shared.asked]).toEqual([['mine'], ['test']])
  })

  test('may be a layer on the one before', () => {
    const shared = load(new Agent())
    pools.enter()
    const book = new ConnectionBook()
    const layer = { asked: 0, dispatch: (what: string) => (layer.asked++, before?.dispatch(what) ?? '') }
    const before = slots[OLDER]
    inside(book, () => (slots[OLDER] = layer as unknown as Agent))
    pools.leave(book)
    expect(inside(book, () => slots[OLDER]?.dispatch('through'))).toBe('through')
    expect(layer.asked).toBe(1)
    expect(shared.asked).toEqual([])
  })

  test('while undici was not loaded yet leaves the others a default one', () => {
    pools.enter()
    const book = new ConnectionBook()
    class Proxied extends Agent {}
    const mine = inside(book, () => load(new Proxied()))
    pools.leave(book)
    slots[OLDER]?.dispatch('test')
    inside(book, () => slots[OLDER]?.dispatch('mine'))
    expect(mine.asked).toEqual(['mine'])
  })

  test('of which nobody knows how to make another stays', () => {
    pools.enter()
    const book = new ConnectionBook()
    const mine = inside(book, () => load(new Dispatcher1Wrapper(new MockAgent())))
    Object.defineProperty(mine.constructor, 'name', { value: 'Special', configurable: true })
    pools.leave(book)
    expect(slots[OLDER]).toBe(mine)
    Object.defineProperty(mine.constructor, 'name', { value: 'Dispatcher1Wrapper', configurable: true })
  })
})
