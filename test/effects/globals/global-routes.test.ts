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
    pauses: fc.boolean(),
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
        let paused: GlobalOwner | undefined
        for (const { who, pauses, steps } of program) {
          const owner = owners.get(who)
          if (owner) made.enter(owner)
          else if (paused) made.leave(paused, false)
          paused = pauses ? owner : undefined
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
          if (paused) made.pause(paused)
          else if (owner) made.leave(owner, false)
        }
        if (paused) made.leave(paused, false)
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

test('a pause ends with its turn of the event loop, when nobody has entered by then', async () => {
  const made = routes()
  const key = Symbol('vlPaused')
  onTestFinished(() => void [delete world[key], delete world['vlPaused']])
  const owner = { values: new Map<PropertyKey, unknown>() }
  made.enter(owner)
  world['vlPaused'] = 'own'
  world[key] = 'own'
  made.pause(owner)
  await new Promise((resolve) => setImmediate(resolve))
  expect([world['vlPaused'], world[key]]).toEqual([undefined, undefined])
  expect([...owner.values]).toEqual([
    ['vlPaused', 'own'],
    [key, 'own'],
  ])
})

test('a pause that outlasts the routes changes nothing', async () => {
  const made = routes()
  onTestFinished(() => void delete world['vlOutlasts'])
  const owner = { values: new Map<PropertyKey, unknown>() }
  made.enter(owner)
  world['vlOutlasts'] = 1
  made.pause(owner)
  made.remove()
  await new Promise((resolve) => setImmediate(resolve))
  expect([world['vlOutlasts'], owner.values.size]).toEqual([1, 0])
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
