import { expect, onTestFinished, test } from 'vitest'
import { type GlobalOwner, GlobalRoutes } from '../../../src/effects/globals/global-routes.js'

const world = globalThis as unknown as Record<PropertyKey, unknown>
const KEY = 'vlEndedOwner'

let current: GlobalOwner | undefined

function routes(): GlobalRoutes {
  const made = new GlobalRoutes(() => current, [])
  onTestFinished(() => {
    made.remove()
    Reflect.deleteProperty(globalThis, KEY)
  })
  return made
}

/** Runs `code` as code of an environment. */
function run<Result>(made: GlobalRoutes, owner: GlobalOwner, code: () => Result): Result {
  made.enter(owner)
  current = owner
  try {
    return code()
  } finally {
    current = undefined
    made.leave(owner, true)
  }
}

const environment = (): GlobalOwner => ({ values: new Map() })

test('the name of a global is gone with the last environment that had it', () => {
  const made = routes()
  const [first, second] = [environment(), environment()]
  run(made, first, () => (world[KEY] = 1))
  run(made, second, () => (world[KEY] = 2))
  made.end(first)
  expect(run(made, second, () => world[KEY])).toBe(2)
  made.end(second)
  expect(KEY in globalThis).toBe(false)
})

test('a global that the test has set meanwhile stays the test’s', () => {
  const made = routes()
  const [first, second] = [environment(), environment()]
  run(made, first, () => (world[KEY] = 1))
  world[KEY] = 'of the test'
  made.end(first)
  expect(world[KEY]).toBe('of the test')
  expect(run(made, second, () => world[KEY])).toBe('of the test')
  run(made, second, () => (world[KEY] = 2))
  expect(world[KEY]).toBe('of the test')
})

test('what the test makes beside the end of an environment is found by the next look', () => {
  const made = routes()
  const [first, second] = [environment(), environment()]
  const other = `${KEY}Beside`
  onTestFinished(() => void Reflect.deleteProperty(globalThis, other))
  run(made, first, () => (world[KEY] = 1))
  world[other] = 'of the test'
  made.end(first)
  run(made, second, () => (world[other] = 2))
  expect(world[other]).toBe('of the test')
})

test('the end of an environment that had none changes nothing', () => {
  const made = routes()
  const [first, second] = [environment(), environment()]
  run(made, first, () => (world[KEY] = 1))
  made.end(second)
  expect(run(made, first, () => world[KEY])).toBe(1)
})
