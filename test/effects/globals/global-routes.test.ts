import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { type GlobalOwner, GlobalRoutes } from '../../../src/effects/globals/global-routes.js'

const world = globalThis as unknown as Record<PropertyKey, unknown>
const KEYS = ['vlRouteA', 'vlRouteB']

let current: GlobalOwner | undefined

function routes(): GlobalRoutes {
  const made = new GlobalRoutes(() => current, [])
  onTestFinished(() => made.remove())
  return made
}

const runs = fc.array(
  fc.record({
    who: fc.constantFrom('test', 'a', 'b', 'c'),
    steps: fc.array(fc.record({ key: fc.constantFrom(...KEYS), value: fc.option(fc.nat({ max: 9 })) }), {
      maxLength: 3,
    }),
  }),
)

test('whoever runs in which order, each has its own globals, over those of the test', () => {
  fc.assert(
    fc.property(runs, (program) => {
      const made = new GlobalRoutes(() => current, [])
      const owners = new Map(['a', 'b', 'c'].map((name) => [name, { values: new Map<PropertyKey, unknown>() }]))
      const model = new Map(['test', 'a', 'b', 'c'].map((name) => [name, new Map<string, unknown>()]))
      const expected = (name: string, key: string): unknown => {
        const own = model.get(name)
        return own?.has(key) ? own.get(key) : model.get('test')?.get(key)
      }
      try {
        for (const { who, steps } of program) {
          const owner = owners.get(who)
          if (owner) made.enter(owner)
          current = owner
          for (const { key, value } of steps) {
            if (value === null) {
              expect(world[key]).toBe(expected(who, key))
            } else {
              world[key] = value
              model.get(who)?.set(key, value)
            }
          }
          current = undefined
          if (owner) made.leave(owner, false)
        }
        expect(KEYS.map((key) => world[key])).toEqual(KEYS.map((key) => expected('test', key)))
      } finally {
        current = undefined
        made.remove()
        for (const key of KEYS) delete world[key]
      }
    }),
  )
})

test('symbols are looked through when an environment has been initialised', () => {
  const made = routes()
  const key = Symbol('vlSymbol')
  onTestFinished(() => void delete world[key])
  const owner = { values: new Map<PropertyKey, unknown>() }
  made.enter(owner)
  world[key] = 1
  made.leave(owner, true)
  expect([world[key], owner.values.get(key)]).toEqual([undefined, 1])
})

test('what cannot be moved stays where it is: accessors and properties that are not configurable', () => {
  const made = routes()
  onTestFinished(() => void delete world['vlAccessor'])
  const owner = { values: new Map<PropertyKey, unknown>() }
  const fixed = Symbol('vlFixed')
  made.enter(owner)
  Object.defineProperty(world, 'vlAccessor', { get: () => 'read', enumerable: true, configurable: true })
  Object.defineProperty(world, fixed, { value: 'fixed', configurable: false })
  made.leave(owner, true)
  expect([world['vlAccessor'], world[fixed], owner.values.size]).toEqual(['read', 'fixed', 0])
})

test('leaving without having entered changes nothing', () => {
  const made = routes()
  onTestFinished(() => void delete world['vlNobody'])
  world['vlNobody'] = 1
  made.leave({ values: new Map() }, true)
  expect(world['vlNobody']).toBe(1)
})
